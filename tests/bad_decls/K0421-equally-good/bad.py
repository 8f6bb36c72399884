from dsl import clock_source

pit = clock_source(width=16, quality=100)
hpet = clock_source(width=32, quality=100)
