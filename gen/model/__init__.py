# SPDX-License-Identifier: BSD-3-Clause
"""The model: frozen, resolved, printable; all that the backends see."""
