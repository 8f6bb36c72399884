from dsl import budget

yield_pair = budget({"i386": 339, "x86_64": 300}, run="bench", bar={"i386": 320})
