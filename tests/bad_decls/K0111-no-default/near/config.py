from dsl import config
DEBUG = config(invariants=True, tests=True, debug=True, default=True)
