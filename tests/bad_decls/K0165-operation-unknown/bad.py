from dsl import atomic

toggle = atomic("swop", widths=("int", "word"), nonlocked=("64",), doc="Exchange.")
first = atomic("add", widths=("int",), doc="Add.")
second = atomic("add", widths=("long",), doc="Add.")
