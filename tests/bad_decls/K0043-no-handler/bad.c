/* nothing */

intptr_t
sys_frobnicat(void)
{
	return (0);
}
