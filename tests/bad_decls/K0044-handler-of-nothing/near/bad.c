intptr_t
sys_f(void)
{
	return (0);
}

static intptr_t
f_inner(void)
{
	return (0);
}
