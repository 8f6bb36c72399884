from dsl import Struct, u32


class ProcInfo(Struct):
    y: u32
