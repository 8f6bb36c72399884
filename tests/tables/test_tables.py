# SPDX-License-Identifier: BSD-3-Clause
"""The generated parsers of firmware's tables, on the host, with what QEMU's firmware left.

`dumped/` holds the tables of two boards with four CPUs (-smp 4,sockets=4,cores=1), as SeaBIOS
made them.  Sanitizers end the parser that touches a byte beyond a table.
"""

from __future__ import annotations

import random
import struct
import subprocess
from collections.abc import Iterable
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gen.generate import generate

ROOT = Path(__file__).resolve().parents[2]
HERE = Path(__file__).parent
DUMPED = sorted((HERE / "dumped").glob("*.bin"))

#: The driver's numbers of the tables.
TABLES = (
    "rsdp", "rsdp2", "rsdt", "xsdt", "madt", "fadt", "hpet_table", "mp_pointer", "mp_config",
)  # fmt: skip

#: Where the byte is that makes the sum zero; how many steps a walk over a real table has.
SUMS = {
    "rsdp": 8, "rsdp2": 32, "rsdt": 9, "xsdt": 9, "madt": 9, "fadt": 9, "hpet_table": 9,
    "mp_pointer": 10, "mp_config": 7,
}  # fmt: skip
STEPS = {"q35-madt": 11, "pc-madt": 11, "q35-rsdt": 5, "pc-rsdt": 4}

#: Places whose bytes are worth more tries: lengths and counts.
LENGTHS = {"rsdp2": (20, 4), "mp_pointer": (8, 1), "mp_config": (4, 2)}

MUTANTS = 4000


def compiled(out: Path, *edit: str) -> Path:
    """Return the parsers with a program around them, and sanitizers; perhaps a check short."""
    assert not generate(ROOT, "x86_64", "DEBUG", out).diags
    gen, program, common = out / "gen", out / "driver", out / "table.c"
    text = (ROOT / "kernel-src/table/table.c").read_text()
    assert text.count(edit[0]) == 1 if edit else True
    common.write_text(text.replace(*edit) if edit else text)
    subprocess.run(
        [
            "gcc", "-std=gnu11", "-g", "-O1", "-Wall", "-Werror",
            "-fsanitize=address,undefined", "-fno-sanitize-recover=all",
            f"-I{gen / 'include'}", f"-I{ROOT / 'kernel-src'}", HERE / "driver.c", common,
            gen / "acpi_table.gen.c", gen / "mptable_table.gen.c", "-o", program,
        ],
        check=True,
    )  # fmt: skip
    return program


@pytest.fixture(scope="session")
def driver(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The parsers as they are."""
    return compiled(tmp_path_factory.mktemp("tables"))


def said(driver: Path, records: Iterable[tuple[str, bytes]]) -> list[str]:
    """Return what the parsers say of tables; whatever they are, the parsers survive."""
    text = b"".join(
        struct.pack("<II", TABLES.index(name), len(data)) + data for name, data in records
    )
    done = subprocess.run([driver], input=text, capture_output=True, check=False)
    assert done.returncode == 0, done.stderr.decode()[-4000:]
    return done.stdout.decode().splitlines()


def kind(place: Path) -> str:
    return place.stem.partition("-")[2]


def summed(name: str, data: bytes) -> bytes:
    """Return a table whose bytes add up to zero, as far as it says that it goes."""
    at, changed = SUMS[name], bytearray(data)
    if at >= len(data):
        return data
    start, size = LENGTHS.get(name, (4, 4))
    length = int.from_bytes(data[start : start + size], "little")
    length *= 16 if name == "mp_pointer" else 1
    whole = changed[: 20 if name == "rsdp" else length]
    changed[at] = (changed[at] - sum(whole)) % 256
    return bytes(changed)


@pytest.mark.parametrize("place", DUMPED, ids=lambda place: place.stem)
def test_a_real_table_is_read(driver: Path, place: Path) -> None:
    (line,) = said(driver, [(kind(place), place.read_bytes())])
    assert line == f"ok {STEPS.get(place.stem, 0)}" or (
        line.startswith("ok ") and place.stem.endswith("mp_config")
    )


def test_an_mp_table_has_as_many_entries_as_it_says(driver: Path) -> None:
    data = (HERE / "dumped" / "q35-mp_config.bin").read_bytes()
    (line,) = said(driver, [("mp_config", data)])
    assert line == f"ok {int.from_bytes(data[34:36], 'little')}"
    fewer = bytearray(data)
    fewer[34] -= 1
    (line,) = said(driver, [("mp_config", summed("mp_config", bytes(fewer)))])
    assert line == "it has not as many entries as it says"


@pytest.mark.parametrize("place", DUMPED, ids=lambda place: place.stem)
def test_any_changed_byte_is_noticed(driver: Path, place: Path) -> None:
    data = place.read_bytes()
    changed = [bytes((*data[:i], data[i] ^ 0x40, *data[i + 1 :])) for i in range(len(data))]
    lines = said(driver, [(kind(place), one) for one in changed])
    assert not [line for line in lines if line.startswith("ok")]


@pytest.mark.parametrize("place", DUMPED, ids=lambda place: place.stem)
def test_a_table_that_is_cut_off_is_refused(driver: Path, place: Path) -> None:
    data = place.read_bytes()
    lines = said(driver, [(kind(place), data[:n]) for n in range(len(data))])
    assert not [line for line in lines if line.startswith("ok")]


def with_entry(place: str, entry: bytes) -> bytes:
    """Return a MADT with one more entry, whose sum is right."""
    data = (HERE / "dumped" / place).read_bytes()
    length = struct.pack("<I", len(data) + len(entry))
    return summed("madt", data[:4] + length + data[8:] + entry)


@pytest.mark.parametrize(
    ("entry", "what"),
    [
        (bytes((0, 0)), "an entry is shorter than its head"),
        (bytes((7, 1, 0)), "an entry is shorter than its head"),
        (bytes((9,)), "an entry is shorter than its head"),
        (bytes((0, 7, 1, 1, 1, 0, 0)), "an entry is shorter than its type"),
        (bytes((1, 12, 0, 0)), "an entry ends behind the table"),
        (bytes((77, 3, 0)), "ok 12"),
        (bytes((0, 8, 9, 9, 1, 0, 0, 0)), "ok 12"),
    ],
)
def test_an_entry_keeps_to_its_length(driver: Path, entry: bytes, what: str) -> None:
    assert said(driver, [("madt", with_entry("q35-madt.bin", entry))]) == [what]


def mutant(data: bytes, rng: random.Random) -> bytes:
    """Return a table with a few bytes changed, perhaps cut, perhaps longer."""
    changed = bytearray(data)
    for _ in range(rng.randint(1, 6)):
        changed[rng.randrange(min(len(changed), rng.choice((48, 4096))))] = rng.choice(
            (0, 1, 2, 0x7F, 0x80, 0xFF, rng.randrange(256))
        )
    if rng.random() < 0.3:
        del changed[rng.randrange(len(changed)) :]
    elif rng.random() < 0.2:
        changed += rng.randbytes(rng.randrange(40))
    return bytes(changed)


@pytest.mark.parametrize("place", DUMPED, ids=lambda place: place.stem)
def test_no_table_leads_the_parser_astray(driver: Path, place: Path) -> None:
    """Mutants whose sums are right: they are refused or read, and nothing beyond them is."""
    rng, data, name = random.Random(place.stem), place.read_bytes(), kind(place)
    lines = said(
        driver, [(name, summed(name, mutant(data, rng))) for _ in range(MUTANTS)]
    )
    assert len(lines) == MUTANTS
    assert any(line.startswith("ok") for line in lines)


@settings(max_examples=60, deadline=None, suppress_health_check=list(HealthCheck))
@given(st.lists(st.tuples(st.sampled_from(TABLES), st.binary(max_size=80)), max_size=60))
def test_nothing_is_believed_without_a_reason(
    driver: Path, tables: list[tuple[str, bytes]]
) -> None:
    signatures = {"madt": b"APIC", "rsdt": b"RSDT", "xsdt": b"XSDT", "mp_config": b"PCMP"}
    signed = [(name, signatures.get(name, b"") + data) for name, data in tables]
    records = [(name, summed(name, data)) for name, data in signed]
    assert len(said(driver, records)) == len(tables)


#: Checks of table.c, taken away.
MISSING = {
    "length": ("if (length > size)", "if (length > size * 64)"),
    "end of an entry": ("return (size <= left ? size : 0);", "return (size);"),
    "entry shorter than its type": ("if (size < declared)", "if (size == 0)"),
    "head": ("if (size < form->head)", "if (size == 0)"),
}


@pytest.mark.parametrize("check", MISSING)
def test_a_parser_that_lacks_a_check_is_caught(check: str, tmp_path: Path) -> None:
    """The same mutants make it read what is not the table's: a sanitizer ends it."""
    broken, ended = compiled(tmp_path, *MISSING[check]), []
    for place in DUMPED:
        rng, data, name = random.Random(place.stem), place.read_bytes(), kind(place)
        try:
            said(broken, [(name, summed(name, mutant(data, rng))) for _ in range(MUTANTS)])
            said(broken, [(name, data[:n]) for n in range(len(data))])
        except AssertionError as error:
            ended.append(str(error))
    assert any("heap-buffer-overflow" in text for text in ended)
