from dsl import tunable

colours = tunable(bool, doc="Look at it.")
