from dsl import tunable

colour = tunable(("red", "blue"), default="green", doc="What it looks like.")
