from dsl import Priority, thread

worker = thread("work", priority=Priority.DAEMON, preempts=True)
