# SPDX-License-Identifier: BSD-3-Clause
"""A structure grows; programs that know the old one still get it, at the old number."""

from __future__ import annotations

from pathlib import Path

from machine_room import boot, build, expected, machine
from tree_copy import copy_of_tree

FILES = {
    "kernel-src/lamp/decl.py": '''\
"""A lamp that has got a longer life."""

from syscall.decl import Errno

from dsl import L, Out, Reserved, Struct, boot_test, exits, syscall, u32, u64


class Light1(Struct):
    """How bright it is, as it was told first."""

    level: u32
    hours: u32


class Light(Struct, was=Light1):
    """How bright it is."""

    hours: u64
    level: u32
    _pad: Reserved[L[4]]


@syscall(641, errors=(Errno.EFAULT,))
def light(to: Out[Light]) -> None:
    """Tell how bright it is, in *to*."""
    ...


@syscall(640, errors=(Errno.EFAULT, Errno.EOVERFLOW), version_of=light)
def light1(to: Out[Light1]) -> None:
    """Tell how bright it is, in *to*, to programs that know it so."""
    ...


old_programs_see_what_they_saw = boot_test("lamp_test", expect=exits(0))
''',
    "kernel-src/lamp/lamp.c": """\
/* SPDX-License-Identifier: BSD-3-Clause */
#include "lamp.gen.h"

/* Context: thread */
intptr_t
sys_light(struct light *to)
{
	static uint64_t hours = 1000;

	to->level = 7;
	to->hours = hours;
	hours = hours == 1000 ? (uint64_t)1 << 40 : 1000;
	return (0);
}
""",
    "user/lamp_test/lamp_test.c": """\
/* SPDX-License-Identifier: BSD-3-Clause */
#include <calls.gen.h>
#include <errno.h>

/* What an old program was compiled with: the number, and these eight bytes. */
_Static_assert(SYS_light1 == 640 && sizeof(struct light1) == 8, "old");

enum {
	CANARY = 0x5eed
};

int
main(void)
{
	struct {
		struct light1 light;
		uint32_t behind[4];
	} old = { .behind = { CANARY, CANARY, CANARY, CANARY } };
	struct light now;

	if (light(&now) != 0 || now.level != 7)
		return (1);
	if (now.hours == 1000 && (light1(&old.light) != -1 || errno != EOVERFLOW))
		return (2);
	if (light1(&old.light) != 0)
		return (3);
	if (old.light.level != 7 || old.light.hours != 1000)
		return (4);
	for (int i = 0; i < 4; i++)
		if (old.behind[i] != CANARY)
			return (5);
	return (0);
}
""",
}


def test_old_number_gives_the_old_structure(tmp_path: Path, arch: str) -> None:
    tree = copy_of_tree(arch, tmp_path)
    for name, text in FILES.items():
        (tree / name).parent.mkdir(parents=True, exist_ok=True)
        (tree / name).write_text(text)
    out = build(arch, "DEBUG", "strict=1", root=tree)
    names = expected(out)
    own = [name for name in names if name.startswith(("light.to.", "light1.to.", "lamp."))]
    assert {"light1.to.straddles", "lamp.old_programs_see_what_they_saw"} <= set(own)
    judged = boot(out / "kernel.elf", arch, machine(out, "q35")).judged(arch, names)
    assert judged.problems == []
    assert all(judged.results[name] for name in own)
