from dsl import machine

disk = machine("pc", medium="iso")
