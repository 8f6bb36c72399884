from dsl import budget

null_syscall = budget({"i386": 55, "x86_64": 45}, run="bench")
