# SPDX-License-Identifier: BSD-3-Clause
"""`python -m gen`: the generator by itself."""

import sys

from gen.cli import main

sys.exit(main(sys.argv[1:]))
