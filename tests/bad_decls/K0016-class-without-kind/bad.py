from dsl import u32


class Point:
    x: u32
    y: u32
