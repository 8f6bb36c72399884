# SPDX-License-Identifier: BSD-3-Clause
"""The analyser of the hand-written C: what it does, held against what is declared.

`shadow` makes the headers that it includes, `token` takes away what is no C of the standard,
`parse` turns a file into a tree, `extract` a tree into facts (`fact`), `store` keeps them,
`program` joins them to one kernel, and the modules called `rule_...` hold them to the rules.
"""
