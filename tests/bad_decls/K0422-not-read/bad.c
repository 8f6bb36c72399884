uint64_t
pit_frequency(void)
{
	return (0);
}

uint64_t
pit_counts(void)
{
	return (0);
}
