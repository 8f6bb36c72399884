from dsl import tunable, u32

slots = tunable(u32, doc="How many there are.")
