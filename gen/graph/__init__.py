# SPDX-License-Identifier: BSD-3-Clause
"""Pictures of the whole: who sends to whom, what is taken in which order, what starts when.

picture.py finds nodes and edges, terminal.py draws them with letters, dot.py in Graphviz's
language, command.py is `./darner graph`.
"""
