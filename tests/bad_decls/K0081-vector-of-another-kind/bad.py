from dsl import interrupt

clock = interrupt(0, vector=8)
