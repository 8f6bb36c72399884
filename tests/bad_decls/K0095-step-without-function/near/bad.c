void
one_init(void)
{
}
