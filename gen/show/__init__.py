# SPDX-License-Identifier: BSD-3-Clause
"""Seeing: what is declared, drawn in a terminal.

A drawing is a list of plain lines; colours, and letters for terminals that have no others, are
put on at the end (paint.py).
"""
