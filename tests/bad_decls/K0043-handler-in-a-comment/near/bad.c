intptr_t
sys_lamp(int32_t level)
{
	return (0);
}
