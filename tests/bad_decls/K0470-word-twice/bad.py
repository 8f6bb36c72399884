from dsl import tunable

colour = tunable(("red", "blue", "red"), doc="What it looks like.")
