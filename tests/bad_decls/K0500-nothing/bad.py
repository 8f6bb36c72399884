from dsl import budget

null_syscall = budget({"i386": 0, "x86_64": 45}, run="bench")
