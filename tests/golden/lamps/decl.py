# SPDX-License-Identifier: BSD-3-Clause
"""Types of memory, and a cache, for the golden files."""

from dsl import Kptr, L, Struct, objcache, slab, u32


class Bulb(Struct):
    """What gives light."""

    next: Kptr[L["bulb"]]
    watts: u32


bulb = slab(Bulb, limit=12, doc="Bulbs.")
wire = slab("copper_wire", header="lamps/wire.h", doc="Wires.")
label = slab(most=64, doc="What stands on lamps.")
lit_bulb = objcache(bulb, construct="bulb_light", destruct="bulb_darken", limit=9, magazine=3)
