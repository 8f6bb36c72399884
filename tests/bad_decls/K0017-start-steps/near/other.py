from dsl import init_step

lamp_ready = init_step("lamp_init")
