from dsl import init_step


first = init_step(print)
