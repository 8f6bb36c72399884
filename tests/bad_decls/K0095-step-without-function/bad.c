void
zero_init(void)
{
}
