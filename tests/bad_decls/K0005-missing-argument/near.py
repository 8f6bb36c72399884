from dsl import thread

worker = thread("work", priority=12)
