# SPDX-License-Identifier: BSD-3-Clause
"""The in-kernel tests: run before the first process, told in the test protocol."""

from dsl import L, Text, tunable, u32

test = tunable(bool, doc="Run the kernel's tests before the first program.")
bench = tunable(bool, doc="Measure what the kernel's paths take.")
exact = tunable(bool, doc="Time goes with instructions: tests may count on it.")
run = tunable(Text[L[32]], default="0", doc="What every line of the tests ends with.")
only = tunable(Text[L[64]], default="*", doc="Which tests of the kernel run.")
hammer = tunable(
    u32, most=100_000_000, doc="How many rounds tests go that hammer; 0: as many as they think."
)
torture = tunable(u32, most=1_000_000, doc="For how many seconds everything is done at once.")
seed = tunable(u32, default=1, doc="What the torture begins with.")
