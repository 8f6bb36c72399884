intptr_t
sys_f(void)
{
	return (0);
}
