# SPDX-License-Identifier: BSD-3-Clause
"""What a kernel shows of itself."""

from dsl import counter

packets = counter("packets", doc="What came in.")
late = counter("packets", doc="What came in, and nobody waited for it any more at that time.")
