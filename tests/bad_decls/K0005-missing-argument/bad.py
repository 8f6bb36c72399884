from dsl import thread

worker = thread("work")
