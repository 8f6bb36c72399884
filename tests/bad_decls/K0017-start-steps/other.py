from bad.decl import wall_ready

from dsl import init_step

lamp_ready = init_step("lamp_init", after=(wall_ready,))
