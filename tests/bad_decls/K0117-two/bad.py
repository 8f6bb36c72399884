from dsl import release

ours = release("2.0", date="2026-02-28")
later = release("2.1", date="2026-03-01")
