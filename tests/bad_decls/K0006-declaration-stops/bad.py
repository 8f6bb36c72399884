from dsl import u32

raise SystemExit(3)
