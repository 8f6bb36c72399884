from dsl import Priority, thread

runner = thread("bad_main", priority=Priority.INT_LOW, doc="Runs.")
