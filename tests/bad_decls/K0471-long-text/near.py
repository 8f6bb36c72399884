from dsl import L, Text, tunable

colour = tunable(Text[L[5]], default="blue", doc="What it looks like.")
