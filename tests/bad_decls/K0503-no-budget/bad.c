void
bench_bad_crit_pair(struct bench *b)
{
}

void
bench_bad_token(struct bench *b)
{
}
