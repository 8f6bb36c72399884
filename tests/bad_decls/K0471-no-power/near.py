from dsl import tunable, u32

slots = tunable(u32, default=8, power=True, doc="How many there are.")
