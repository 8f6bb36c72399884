void
bench_bad_crit_pair(struct bench *b)
{
}
