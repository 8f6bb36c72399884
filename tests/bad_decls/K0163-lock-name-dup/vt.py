from dsl import spinlock

table_lock = spinlock(doc="Terminals.")
