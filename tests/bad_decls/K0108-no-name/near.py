from dsl import Kptr, L, Struct


class Table(Struct):
    first: Kptr[L["row"]]
