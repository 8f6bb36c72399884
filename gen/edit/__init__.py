# SPDX-License-Identifier: BSD-3-Clause
"""Edits: how a rule says what would mend a declaration mechanically.

text.py has what all of them need; the others know one part of a declaration each, and
apply.py makes texts of edits.  What is done with them is in gen/fix.
"""
