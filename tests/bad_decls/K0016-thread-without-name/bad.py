from dsl import thread

thread("bad_main", priority=10, doc="Runs.")
