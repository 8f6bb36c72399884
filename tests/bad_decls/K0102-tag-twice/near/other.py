from dsl import Struct, u32


class ProcInfos(Struct):
    y: u32
