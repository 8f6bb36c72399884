# SPDX-License-Identifier: BSD-3-Clause
"""The machine: load, model, check, backends, render, emit; each stage knows the one before it."""
