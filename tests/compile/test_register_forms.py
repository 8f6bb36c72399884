# SPDX-License-Identifier: BSD-3-Clause
"""Registers that stand in memory or are MSRs: one declaration, and what each form accesses."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]

#: Hardware that writes down how it is accessed.
IO = """\
#include <stdint.h>
#include <stdio.h>

#define SAID(...) do { printf(__VA_ARGS__); printf("\\n"); } while (0)

static inline uint32_t mmio_read32(uintptr_t at) { SAID("read %zx", at); return ((uint32_t)at); }
static inline void mmio_write32(uintptr_t at, uint32_t v) { SAID("write %zx %x", at, v); }
static inline uint64_t rdmsr(uint32_t n) { SAID("rdmsr %x", n); return ((uint64_t)1 << 36 | n); }
static inline void wrmsr(uint32_t n, uint64_t v)
{ SAID("wrmsr %x %llx", n, (unsigned long long)v); }
"""

PROGRAM = """\
#include "lapic.gen.h"

int main(void)
{
	uintptr_t bases[] = { 0x10000, 0 };

	for (int i = 0; i < 2; i++) {
		SAID("id %x", lapic_read_id(bases[i]));
		lapic_write_eoi(bases[i], 0);
		lapic_write_icr(bases[i], (uint64_t)0x12345678 << 32 | 0xc500);
		SAID("icr %llx", (unsigned long long)lapic_read_icr(bases[i]));
	}
}
"""

SAID = """\
read 10020
id 10020
write 100b0 0
write 10310 12345678
write 10300 c500
read 10300
read 10310
icr 1031000010300
rdmsr 802
id 802
wrmsr 80b 0
wrmsr 830 123456780000c500
rdmsr 830
icr 1000000830
"""


@pytest.fixture
def header(tmp_path: Path) -> Path:
    """The accessors of the local APIC as they are generated, in a folder with such hardware."""
    sys.path.insert(0, str(ROOT))
    from gen.backends import register
    from gen.generate import examine
    from gen.render import Renderer

    system = examine(ROOT).system
    assert system is not None
    renderer = Renderer(ROOT)
    made = {a.path: a for a in register.artefacts(system.kernels["x86_64"])}
    (tmp_path / "lapic.gen.h").write_text(renderer.text(made["include/lapic.gen.h"]))
    (tmp_path / "io.h").write_text(IO)
    (tmp_path / "forms.c").write_text(PROGRAM)
    return tmp_path


def test_each_form_is_accessed_as_its_hardware_wants(header: Path) -> None:
    """The upper half of the command before the lower one, which sends; an MSR as a whole."""
    program = header / "forms"
    subprocess.run(["gcc", "-std=gnu11", "-I", str(header), "-o", str(program),
                    str(header / "forms.c")], check=True)
    done = subprocess.run([str(program)], capture_output=True, text=True, check=True)
    assert done.stdout == SAID
