from dsl import tunable

colour = tunable(("red",), doc="What it looks like.")
