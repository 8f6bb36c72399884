# SPDX-License-Identifier: BSD-3-Clause
"""Memory that exists to be tried: types with limits, and caches, for the tests."""

from config.decl import DEBUG

from dsl import Kptr, L, Struct, objcache, only_in, slab, u32

configs = only_in(DEBUG)


class SampleNode(Struct):
    """An object: the tests write all of it."""

    next: Kptr[L["sample_node"]]
    state: u32
    number: u32


few_nodes = slab(SampleNode, limit=300, doc="Nodes of which there may be three hundred.")
cached_nodes = slab(SampleNode, doc="Nodes that a cache has constructed.")
few_bytes = slab(most=4096, limit=10000, doc="Ten thousand bytes.")

node_cache = objcache(
    cached_nodes, construct="sample_construct", destruct="sample_destruct", limit=200
)
tight_cache = objcache(
    cached_nodes, construct="sample_construct", destruct="sample_destruct", limit=4, magazine=2
)
