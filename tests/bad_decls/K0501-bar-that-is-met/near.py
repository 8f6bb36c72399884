from dsl import budget

yield_pair = budget({"i386": 321, "x86_64": 300}, run="bench", bar={"i386": 320}, why="Missed.")
