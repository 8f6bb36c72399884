intptr_t
sys_f(void)
{
	return (0);
}

intptr_t
sys_g(void)
{
	return (0);
}
