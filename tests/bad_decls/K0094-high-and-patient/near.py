from dsl import Priority, thread

runner = thread("bad_main", priority=Priority.SOFT_TIMER, doc="Runs.")
