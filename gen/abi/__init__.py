# SPDX-License-Identifier: BSD-3-Clause
"""The ABI lock: what programs and other machines see, summarised, compared, kept.

`summary` makes it of the model, `element` writes and reads it as lines, `differ` says what a
change does to those who were compiled before, `lock` keeps it in each subsystem's abi.txt.
"""
