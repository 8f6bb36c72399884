from dsl import release

ours = release("2.0", date="2026-02-28")
