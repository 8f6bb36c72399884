from dsl import clock_source

pit = clock_source(width=8, quality=100, frequency=1_193_182)
