from dsl import interrupt

one = interrupt(4, vector=36)
two = interrupt(4, vector=37)
