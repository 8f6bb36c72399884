from dsl import thread

runner = thread("bad_main", priority=10, stack=0x4000, doc="Runs.")
