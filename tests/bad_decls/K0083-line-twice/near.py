from dsl import interrupt

one = interrupt(4, vector=36)
two = interrupt(5, vector=37)
