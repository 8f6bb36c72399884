from dsl import thread

worker = thread("work", priority=31, preempts=True)
