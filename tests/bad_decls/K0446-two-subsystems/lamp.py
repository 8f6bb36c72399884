from dsl import slab

line = slab(most=4, doc="Others.")
