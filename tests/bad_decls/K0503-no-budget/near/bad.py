from dsl import budget

crit_pair = budget({"i386": 6, "x86_64": 6})
