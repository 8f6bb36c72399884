from dsl import tunable, u64

slots = tunable(u64, doc="How many there are.")
