# SPDX-License-Identifier: BSD-3-Clause
"""From the loader to the first start step: what it said, copied and made sane."""
