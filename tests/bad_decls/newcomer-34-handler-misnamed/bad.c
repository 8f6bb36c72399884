intptr_t
sys_lmap(int32_t level)
{
	return (0);
}
