# SPDX-License-Identifier: BSD-3-Clause
"""How tables of firmware are read: what all generated parsers call."""
