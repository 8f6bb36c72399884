intptr_t
sys_f(uint32_t count)
{
	return (0);
}
