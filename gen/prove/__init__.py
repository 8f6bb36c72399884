# SPDX-License-Identifier: BSD-3-Clause
"""Protocols proved: models of ports that spin checks, and what it finds, told to people."""
