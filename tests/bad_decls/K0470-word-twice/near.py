from dsl import tunable

colour = tunable(("red", "blue", "redder"), doc="What it looks like.")
