# SPDX-License-Identifier: BSD-3-Clause
"""Classes of mistakes, each in the words of every generator.

A wrong word stands where the right one stood: a text holds it once, or twice where two
mistakes are made.  A brace that is missing may be told where it should be or where the
reader stumbles.
"""

from __future__ import annotations

from dataclasses import dataclass

DARNER = '''\
"""Things."""

from dsl import Enum, Struct, u32, u64


class Kind(Enum, u32):
    """Kinds."""

    THING_SMALL, THING_LARGE = 0, 1


class Thing(Struct):
    """A thing."""

    size: u64
    kind: Kind
    step: u32
'''

PEAKRDL = """\
enum kind { small = 0; large = 1; };
addrmap bench {
  reg {
    field { sw = rw; } size[7:0];
    field { encode = kind; } kind[8:8];
  } thing @ 0x0;
};
"""

MIG = """\
subsystem bench 1000;
type uint32_t = MACH_MSG_TYPE_INTEGER_32;
type mach_port_t = MACH_MSG_TYPE_COPY_SEND;
type kind_t = uint32_t;
routine first(
	port: mach_port_t;
	size: uint32_t;
	kind: kind_t);
"""

CAPNP = """\
@0xdbb9ad1f14bf0b36;
enum Kind { small @0; large @1; }
struct Thing {
  size @0 :UInt64;
  kind @1 :Kind;
}
"""

FLATC = """\
namespace bench;
enum Kind : uint16 { Small, Large }
table Thing {
  size: uint64;
  kind: Kind;
}
"""


@dataclass(frozen=True)
class Slip:
    """A right text and the wrong one in its place, on a line that holds `line`."""

    line: str
    right: str
    wrong: str


@dataclass(frozen=True)
class Case:
    """What one generator is given: its file, the text that is right, and slips by class."""

    file: str
    text: str
    slips: dict[str, tuple[Slip, ...]]

    def wrong(self, kind: str) -> str:
        """Return the text with the slips of a class."""
        lines = self.text.splitlines()
        for slip in self.slips[kind]:
            at = self.line(slip) - 1
            head, found, tail = lines[at].rpartition(slip.right)
            assert found
            lines[at] = head + slip.wrong + tail
        return "\n".join(lines) + "\n"

    def line(self, slip: Slip) -> int:
        """Return the number of the line with a slip."""
        return next(n for n, text in enumerate(self.text.splitlines(), 1) if slip.line in text)

    def columns(self, slip: Slip) -> range:
        """Return the columns of a wrong text."""
        first = self.text.splitlines()[self.line(slip) - 1].rfind(slip.right) + 1
        return range(first, first + max(len(slip.wrong), 1))


MISSING = "missing bracket"
KINDS = ("misspelt type", "misspelt word", MISSING, "two at once")


def case(file: str, text: str, *slips: Slip) -> Case:
    """Return a case from its slips: a type, a word, a bracket, and a second type."""
    first, word, bracket, second = slips
    found = dict(zip(KINDS, ((first,), (word,), (bracket,), (first, second)), strict=True))
    return Case(file, text, found)


CASES = {
    "Darner": case(
        "kernel-src/thing/decl.py", DARNER, Slip("size:", "u64", "u46"),
        Slip("class Thing", "class", "clsas"), Slip("class Thing", "):", ":"),
        Slip("kind:", "Kind", "Knid"),
    ),
    "PeakRDL c-header": case(
        "bench.rdl", PEAKRDL, Slip("size", "rw", "rq"), Slip("addrmap", "addrmap", "adrmap"),
        Slip("thing", "}", ""), Slip("encode", "kind;", "knid;"),
    ),
    "GNU MIG": case(
        "bench.defs", MIG, Slip("size:", "uint32_t", "uint23_t"),
        Slip("routine", "routine", "rotuine"), Slip("kind:", ")", ""),
        Slip("kind:", "kind_t", "knid_t"),
    ),
    "Cap'n Proto": case(
        "bench.capnp", CAPNP, Slip("size", "UInt64", "UInt46"),
        Slip("struct", "struct", "strcut"), Slip("struct", "{", ""),
        Slip("kind @1", "Kind", "Knid"),
    ),
    "FlatBuffers": case(
        "bench.fbs", FLATC, Slip("size", "uint64", "uint46"), Slip("table", "table", "taable"),
        Slip("table", "{", ""), Slip("kind:", "Kind", "Knid"),
    ),
}
