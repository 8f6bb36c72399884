from dsl import tunable

colour = tunable(bool, doc="Look at it.")
