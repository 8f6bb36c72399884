from dsl import slab

terminal_line = slab(most=4, doc="Others.")
