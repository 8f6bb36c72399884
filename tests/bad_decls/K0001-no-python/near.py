from dsl import Struct, u32, init_step
