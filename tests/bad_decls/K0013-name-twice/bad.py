from dsl import init_step

step = init_step("a_init")
step = init_step("b_init")
