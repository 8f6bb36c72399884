from dsl import tunable, u32

colour = tunable(u32, doc="How much.")
