from dsl import thread

runner = thread("bad_main", priority=10, stack=0x10000000, doc="Runs.")
