from dsl import init_step

one = init_step("one_init")
