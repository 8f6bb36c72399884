# SPDX-License-Identifier: BSD-3-Clause
"""The in-kernel tests: run before the first process, told in the test protocol."""
