from dsl import tunable

colour = tunable(("red", "blue"), doc="What it looks like.")
