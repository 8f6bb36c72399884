from dsl import init_step

for name in ("a", "b"):
    step = init_step(name)
