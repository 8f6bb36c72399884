from dsl import spinlock

lamp_table_lock = spinlock(doc="Lamps.")
