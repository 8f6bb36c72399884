from dsl import budget

cost = budget({"i386": 55, "x86_64": 45}, run="bench", row="null_syscall")
null_syscall = budget({"i386": 55, "x86_64": 45}, run="bench")
