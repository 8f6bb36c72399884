# SPDX-License-Identifier: BSD-3-Clause
"""Mending: what a diagnostic's help says is done, where it can be done mechanically.

The rules say how (gen/edit); tree.py tries it on a copy of the tree, store.py writes it at
once or not at all, command.py is `./darner fix`.
"""
