from dsl import machine

floppy = machine("pc", medium="floppy")
