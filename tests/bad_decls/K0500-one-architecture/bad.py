from dsl import budget

null_syscall = budget({"x86_64": 45}, run="bench")
