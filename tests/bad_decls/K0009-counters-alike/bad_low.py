from dsl import counter

packets = counter("packets", doc="What came in.")
