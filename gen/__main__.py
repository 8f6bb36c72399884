# SPDX-License-Identifier: BSD-3-Clause
"""`python -m gen`: the generator by itself."""

import gc
import sys

gc.disable()  # a run makes objects and ends: looking for garbage would take a tenth of it

from gen.cli import main  # noqa: E402

sys.exit(main(sys.argv[1:]))
