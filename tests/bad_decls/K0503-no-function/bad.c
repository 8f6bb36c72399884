void
bench_bad_crit_pairs(struct bench *b)
{
}
