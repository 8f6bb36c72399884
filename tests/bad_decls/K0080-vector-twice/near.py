from dsl import trap

one = trap(3)
two = trap(4)
