from dsl import tunable

colour_of_a_bird = tunable(bool, doc="Look at it.")
