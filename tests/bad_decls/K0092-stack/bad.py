from dsl import Priority, thread

worker = thread("work", priority=Priority.DAEMON, stack=5000)
