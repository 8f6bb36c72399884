from dsl import clock_source

pit = clock_source(width=16, quality=100, frequency=-5)
