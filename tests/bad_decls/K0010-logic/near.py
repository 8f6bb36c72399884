from dsl import init_step

step = init_step("a_init")
