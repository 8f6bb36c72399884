from dsl import tunable, u32

slots = tunable(u32, default=4, least=4, most=64, doc="How many there are.")
