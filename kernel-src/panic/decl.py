# SPDX-License-Identifier: BSD-3-Clause
"""The end of the kernel: a name, values, a backtrace, an epitaph, an exit status."""
