from dsl import init_step

steps = [init_step(n) for n in "ab"]
