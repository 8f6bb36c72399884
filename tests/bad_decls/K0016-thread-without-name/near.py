from dsl import thread

runner = thread("bad_main", priority=10, doc="Runs.")
