from dsl import u32

class Thing(Struct:
    x: u32
