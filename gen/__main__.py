# SPDX-License-Identifier: BSD-3-Clause
"""`python -m gen`: the generator by itself, in a process that does nothing else.

A run makes objects and ends.  To look for garbage, and to take all of them apart at the
end, would take a fifth of it.
"""

import gc
import os
import sys

gc.disable()

from gen.cli import main  # noqa: E402

try:
    status = main(sys.argv[1:])
    sys.stdout.flush()
    sys.stderr.flush()
except BrokenPipeError:  # whoever read our output has seen enough
    status = 0
except OSError as error:
    os.write(2, f"darner: {error.strerror}.\n".encode())
    status = 3
os._exit(status)
