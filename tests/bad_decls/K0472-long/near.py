from dsl import tunable

colour_of_birds = tunable(bool, doc="Look at it.")
