from dsl import Struct, u32


class ProcInfo(Struct):
    x: u32
