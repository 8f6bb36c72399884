from dsl import interrupt

bell = interrupt(9, vector=0x40, doc="Rings.")
