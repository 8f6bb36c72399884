from dsl import tunable

colour = tunable(("red", "Blue"), doc="What it looks like.")
