from other.decl import lamp_ready

from dsl import init_step

wall_ready = init_step("wall_init", after=(lamp_ready,))
