from dsl import budget

null_syscall = budget({"i386": 1, "x86_64": 45}, run="bench")
