from dsl import init_step

first = init_step("first_init")
second = init_step("second_init", after=(first))
