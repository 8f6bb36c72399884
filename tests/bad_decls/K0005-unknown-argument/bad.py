from dsl import Priority, thread

worker = thread("work", prioritty=Priority.DAEMON)
