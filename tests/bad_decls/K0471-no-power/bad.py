from dsl import tunable, u32

slots = tunable(u32, default=6, power=True, doc="How many there are.")
