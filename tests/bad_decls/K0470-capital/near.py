from dsl import tunable

colour = tunable(("red", "blue2"), doc="What it looks like.")
