from dsl import tunable

colour = tunable(("red", "blue"), default="blue", doc="What it looks like.")
