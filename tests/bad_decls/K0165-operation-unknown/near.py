from dsl import atomic

toggle = atomic("swap", widths=("int", "long"), nonlocked=("int",), doc="Exchange.")
first = atomic("add", widths=("int", "long"), doc="Add.")
