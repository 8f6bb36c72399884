from dsl import init_step

one = init_step("one_init")
two = init_step("two_init", after=(one,))
