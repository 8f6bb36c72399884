from dsl import interrupt

bell = interrupt(-1, vector=0x40, doc="Rings.")
