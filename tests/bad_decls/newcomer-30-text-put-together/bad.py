from dsl import init_step

NAME = "lamp"
ready = init_step(f"{NAME}_init")
