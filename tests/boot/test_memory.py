# SPDX-License-Identifier: BSD-3-Clause
"""Memory that is misused: the kernel ends, and names type and address."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from machine_room import ROOT, boot, build, machine
from tree_copy import boot_spoilt, copy_of_tree

from front.qemu import Verdict, classify
from gen.generate import examine

#: Tests that must not come back, and what the kernel says of each.
MISUSES = Path(__file__).with_name("misused_memory.c")

SAID = {
    "freed_twice": r"panic: slab: lamps 0x[0-9a-f]+ is free already, as lamps",
    "written_after_free":
        r"panic: slab: lamps 0x[0-9a-f]+ was written to after it was freed: byte \d+ is 0x3c",
    "freed_as_another": r"panic: slab: lamps 0x[0-9a-f]+ is freed as few_lamps",
    "too_many": r"panic: slab: few_lamps has 3 objects of \d+ bytes, its limit is 3",
}

DECL = '''\
# SPDX-License-Identifier: BSD-3-Clause
"""Memory that is misused."""

from dsl import Array, Kptr, L, Struct, slab, u32


class Lamp(Struct):
    """What is misused."""

    next: Kptr[L["lamp"]]
    rest: Array[u32, L[4]]
    watts: u32


lamps = slab(Lamp, doc="Lamps.")
few_lamps = slab(Lamp, limit=3, doc="A few lamps.")
'''

_built: dict[str, Path] = {}


@pytest.fixture
def misused(arch: str, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The kernel of a tree with tests that misuse memory; built once for each architecture."""
    if arch not in _built:
        tree = copy_of_tree(arch, tmp_path_factory.mktemp(arch))
        (tree / "kernel-src/misuse/tests").mkdir(parents=True)
        (tree / "kernel-src/misuse/decl.py").write_text(DECL)
        (tree / "kernel-src/misuse/tests/misuse.c").write_text(MISUSES.read_text())
        _built[arch] = build(arch, root=tree)
    return _built[arch]


@pytest.mark.parametrize("name", sorted(SAID))
def test_misuse_ends_the_kernel(arch: str, misused: Path, name: str) -> None:
    done = boot(misused / "kernel.elf", arch, machine(misused, "q35"), f"test only=misuse.{name}")
    assert done.status is not None, done.log
    assert classify(done.status) is Verdict.PANIC, done.log
    assert re.search(SAID[name], done.log), done.log


@pytest.mark.parametrize("name", ["q35", "smp4"])
def test_the_prompt_tells_what_each_type_has(arch: str, name: str) -> None:
    """All that are declared, in their order, with their limits; the tests have left nothing."""
    folder = build(arch)
    done = boot(folder / "kernel.elf", arch, machine(folder, name), "exec=memory")
    rows = re.findall(r"^(\w+) +(\d+) objects +(\d+) bytes  at most +(\d+) (\w+)", done.log, re.M)
    system = examine(ROOT).system
    assert system is not None
    types = system.kernels[arch].memory
    assert [row[0] for row in rows] == [t.name for t in types]
    told = {row[0]: row[1:] for row in rows}
    assert told["few_nodes"] == ("0", "0", "300", "objects")
    assert told["few_bytes"] == ("0", "0", "10000", "bytes")
    assert int(told["process"][0]) >= 1


def test_an_object_that_is_kept_is_counted_by_its_type(arch: str, misused: Path) -> None:
    done = boot(misused / "kernel.elf", arch, machine(misused, "q35"), "test only=misuse.kept")
    before, kernel = re.findall(r"^# resources (?:before|kernel) .* lamps=(\d+)", done.log, re.M)
    assert (before, kernel) == ("0", "1")


@pytest.mark.parametrize("name", ["q35", "smp2", "smp4", "smp8"])
def test_however_many_cpus_share_a_limit(arch: str, name: str) -> None:
    """They reach it together, and exceed it never."""
    folder = build(arch)
    for only in ("sample.a_limit_*", "sample.bytes_*"):
        done = boot(folder / "kernel.elf", arch, machine(folder, name), f"test only={only}")
        assert done.status is not None, done.log
        assert classify(done.status) is Verdict.PASSED, done.log


#: What is broken: the file, what stands there, what then does, and the test that must fail.
SPOILT = [
    ("objcache/objcache.c", r"\tdrain\(cache\);\n\tspin_lock", r"\tspin_lock",
     "sample.idle_objects_of_others_are_fetched"),
    ("objcache/objcache.c", r"\t\trestore_quota\(cache, false\);\n", "",
     "sample.a_failure_restores_the_quota"),
    ("slab/slab.c", r"zone->owner == curcpu\(\)", "true", "slab.freed_elsewhere_comes_home"),
    ("slab/limit.c", r"n = limit - all;", "n = INT32_MAX;", "sample.a_limit_is_kept"),
    # Others are not asked; or what they leave, they keep; or of two batches one is lost.
    ("slab/limit.c", r"i < cpu_count && have", "i < 1 && have", "sample.a_limit_is_reached_by_all"),
    ("slab/limit.c", r"i < cpu_count && have", "i < 1 && have",
     "sample.bytes_are_reached_by_all"),
    ("slab/limit.c", r"^\tset_left\(own, rest->type, 0\);\n", "",
     "sample.a_limit_is_never_exceeded"),
    ("slab/limit.c", r"^\t\tungrant\(type, left - batch\(type\)\);\n", "",
     "sample.a_limit_is_reached_by_all"),
    ("slab/limit.c", r"ungrant\(type, have - wanted\)", "(void)have",
     "sample.bytes_are_reached_by_all"),
]


@pytest.mark.slow
@pytest.mark.parametrize(("file", "old", "new", "fails"), SPOILT)
def test_a_spoilt_allocator_is_noticed(
    arch: str, tmp_path: Path, file: str, old: str, new: str, fails: str
) -> None:
    edit = f"kernel-src/{file}", old, new
    done = boot_spoilt(arch, tmp_path, edit, f"test only={fails}", hang=60)
    assert not re.search(rf"^ok \d+ {fails} ", done.log, re.M), done.log
