# SPDX-License-Identifier: BSD-3-Clause
"""The generator's commands: build, check, show, describe, explain, prove, new."""

from __future__ import annotations

import argparse
import importlib
import re
import sys
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import NoReturn

from gen import variants
from gen.diag import Diag
from gen.generate import NoConfig, Result, analyse, examine, generate

#: What a declarer's mistake ends with, a bug of ours, and a machine that lacks something
#: (architecture.md, "Errors").
MISTAKE, OURS, MACHINE = 1, 2, 3


#: The declared configs; none where nobody asks what there is.
Known = tuple[variants.Variant, ...]


class Parser(argparse.ArgumentParser):
    """An argparse that complains as `./darner` does."""

    def error(self, message: str) -> NoReturn:
        """Say what was typed wrongly."""
        sys.exit(mistyped(message, self.prog))


class Narrow(argparse.HelpFormatter):
    """For words that nobody reads: to ask how wide the terminal is takes long."""

    def __init__(self, prog: str) -> None:
        super().__init__(prog, width=80)


def mistyped(message: str, prog: str) -> int:
    """Say what was typed wrongly, and return the exit status."""
    print(f"darner: {message}.", file=sys.stderr)
    print(f"        `{prog} --help` shows what can be said.", file=sys.stderr)
    return MISTAKE


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit status: 0, 1 for a declarer's mistake, 2 for ours."""
    options = parser(argv).parse_args(argv)
    run: Callable[[argparse.Namespace], int] = options.run
    try:
        return run(options)
    except Exception as error:
        status = told(error, options.command)
        if status is None:
            raise
        return status


def told(error: Exception, command: str) -> int | None:
    """Say what went wrong, and return the exit status; None for what only we understand."""
    if isinstance(error, NoConfig):
        return mistyped(f"argument --config: {error}", f"./darner {command}")
    if isinstance(error, OSError) and error.strerror and not isinstance(error, BrokenPipeError):
        place = f"{error.filename}: " if error.filename else ""
        print(f"darner: {place}{error.strerror}.", file=sys.stderr)
        return MACHINE
    from gen import diag_render
    from gen.mapping.template import TemplateMistake

    if not isinstance(error, TemplateMistake):
        return None
    colour = diag_render.is_colored()
    text = diag_render.render([error.diag], error.tree.sources, color=colour)
    print(text, file=sys.stderr)
    return OURS


def parser(argv: Sequence[str]) -> argparse.ArgumentParser:
    """Return the parser of the command among these words, or of all when there is none.

    What there is to choose from is found out for those who ask for help.  Others are told
    when the declarations are read.
    """
    helped = {"-h", "--help"} & {*argv}
    form = argparse.HelpFormatter if helped else Narrow
    top = Parser(prog="./darner", description=__doc__, formatter_class=form)
    top.add_argument("--root", type=Path, default=Path.cwd(), help="the tree (default: here)")
    words = top.add_subparsers(prog=top.prog, required=True, metavar="COMMAND", dest="command")
    known = variants.variants() if helped else ()
    names = (*COMMANDS, *MODULES)
    for name in [name for name in names if name in argv] or names:
        if name in COMMANDS:
            text, add = COMMANDS[name]
            add(words.add_parser(name, help=text, formatter_class=form), known)
        else:
            importlib.import_module(f"gen.{name}.command").add(words)
    return top


def build_options(word: argparse.ArgumentParser, known: Known) -> None:
    """Add what a kernel's files are made with."""
    kernel_options(word, known)
    word.add_argument("--out", type=Path, required=True, help="the kernel's output folder")
    word.set_defaults(run=run_build)


def check_options(word: argparse.ArgumentParser, known: Known) -> None:
    """Add what is checked, and how it is told."""
    word.add_argument("--deep", action="store_true",
                      help="compile the C as well, and see how deep its stacks go")
    config_option(word, known, "the config to check")
    word.add_argument("--format", choices=("text", "json", "sarif"), default="text",
                      help="text for people, json or sarif for editors (default: text)")
    word.set_defaults(run=run_check)


def model_options(word: argparse.ArgumentParser, known: Known) -> None:
    """Add whose model is printed."""
    kernel_options(word, known)
    word.set_defaults(run=run_model)


def describe_options(word: argparse.ArgumentParser, known: Known) -> None:
    """Add which kernel is described."""
    kernel_options(word, known)
    word.set_defaults(run=run_describe)


def why_options(word: argparse.ArgumentParser, _: Known) -> None:
    """Add which line is asked for."""
    word.add_argument("place", metavar="FILE:LINE", help="out/x86_64-DEBUG/gen/idt.gen.c:20, say")
    word.set_defaults(run=run_why)


def explain_options(word: argparse.ArgumentParser, _: Known) -> None:
    """Add which code is explained."""
    word.add_argument("code", nargs="?", help="K0107, say; without one, all codes are listed")
    word.set_defaults(run=run_explain)


def new_options(word: argparse.ArgumentParser, _: Known) -> None:
    """Add what can be new."""
    kinds = word.add_subparsers(required=True, metavar="KIND")
    kind = kinds.add_parser("subsystem", help="a folder with an empty declaration")
    kind.add_argument("name", help="the folder's name below kernel-src")
    kind.set_defaults(run=run_new, call=None, kind="subsystem")
    for name, what, naming in (
        ("syscall", "a declaration and its handler, which work", "the call's name"),
        ("port", "a port with three messages, its thread, its handlers", "lamp: LampPort"),
        ("message", "a message that stands by itself", "disk_request: DiskRequest"),
        ("token", "a serializing token", "lamp: lamp_token"),
    ):
        kind = kinds.add_parser(name, help=what)
        kind.add_argument("name", metavar="SUBSYSTEM", help="the folder; made when it is not there")
        kind.add_argument("call", metavar="NAME", help=naming)
        kind.set_defaults(run=run_new, kind=name)


def prove_options(word: argparse.ArgumentParser, known: Known) -> None:
    """Add what can be proved."""
    word.add_argument("port", nargs="?", metavar="PORT", help="one port (default: all)")
    word.add_argument("--clients", type=int, choices=(1, 2, 3), metavar="N",
                      help="up to N clients at once, 3 at most (default: as declared)")
    word.add_argument("--pairings", action="store_true",
                      help="one message between all pairs of kinds of ports, on two CPUs")
    config_option(word, known, "the config")
    word.set_defaults(run=run_prove)


def kernel_options(word: argparse.ArgumentParser, known: Known) -> None:
    """Add what chooses a kernel."""
    word.add_argument("--arch", choices=variants.arches(), default="x86_64",
                      help="the architecture (default: x86_64)")
    config_option(word, known, "the kernel's variant")


def config_option(word: argparse.ArgumentParser, known: Known, text: str) -> None:
    """Add what chooses a config; without it, it is the default one."""
    names = [variant.name for variant in known] or None
    default = f" (default: {variants.default(known)})" if known else ""
    word.add_argument("--config", choices=names, help=f"{text}{default}")


#: The commands: what each does, and what adds its options.
COMMANDS = {
    "build": ("generate the files of one kernel", build_options),
    "check": ("load every declaration and apply every rule", check_options),
    "model": ("print the model, one line a node", model_options),
    "describe": ("the whole kernel on one screen", describe_options),
    "why": ("what declares a generated line, and what shaped it", why_options),
    "prove": ("have spin check the ports' protocols", prove_options),
    "explain": ("what a diagnostic's code means", explain_options),
    "new": ("write the first lines of a call or a subsystem", new_options),
}

#: Commands that have a module of their own.
MODULES = ("fix", "graph", "show", "abi")


def report(result: Result, form: str = "text") -> int:
    """Print the diagnostics of a run to stderr; return the exit status."""
    print_diags(result.diags, result, form)
    return MISTAKE if result.diags else 0


def print_diags(diags: Sequence[Diag], result: Result, form: str) -> None:
    """Print diagnostics as text with sources, or as JSON."""
    if form == "sarif":
        from gen.diag_sarif import as_sarif

        print(as_sarif(diags))
        return
    if not diags and form == "text":
        return
    from gen import diag_render

    if form == "json":
        print(diag_render.as_json(diags))
    else:
        colour = diag_render.is_colored()
        print(diag_render.render(diags, result.sources(), color=colour), file=sys.stderr)


def run_build(options: argparse.Namespace) -> int:
    """Generate one kernel's files."""
    result = generate(options.root, options.arch, options.config, options.out)
    return report(result)


def run_check(options: argparse.Namespace) -> int:
    """Check the whole tree."""
    result = analyse(options.root, options.config, deep=options.deep)
    status = report(result, options.format)
    if not status and options.format == "text":
        print(f"{len(result.declared.modules)} subsystems: no errors")
    return status


def run_model(options: argparse.Namespace) -> int:
    """Print the model."""
    from gen.model import dump

    result = examine(options.root, options.config)
    if result.diags or result.system is None:
        return report(result)
    print("\n".join(dump.lines(result.system.kernels[options.arch])))
    return 0


def run_describe(options: argparse.Namespace) -> int:
    """Print the kernel report."""
    from gen.backends import report as kernel_report
    from gen.render import Renderer

    result = examine(options.root, options.config)
    if result.diags or result.system is None:
        return report(result)
    renderer = Renderer(options.root)
    for artefact in kernel_report.artefacts(result.system.kernels[options.arch]):
        print(renderer.text(artefact))
    return 0


def run_why(options: argparse.Namespace) -> int:
    """Print where a generated line comes from."""
    from gen import why

    try:
        answer = why.why(options.root, options.place)
    except why.Unanswered as reason:
        print(f"darner: {reason}.", file=sys.stderr)
        return MISTAKE
    print("\n".join(why.lines(answer)))
    return 0


def run_prove(options: argparse.Namespace) -> int:
    """Prove the protocols of ports."""
    result = examine(options.root, options.config)
    if result.diags or result.system is None:
        return report(result)
    from gen.prove import command

    kernel = result.system.kernels[variants.arches()[0]]
    return command.run(options.root, kernel, options.port, options.clients, options.pairings)


def run_explain(options: argparse.Namespace) -> int:
    """Print the page of a code, or the list of all."""
    from gen import explain

    if options.code is None:
        print(explain.index())
        return 0
    code = re.fullmatch(r"[kK]?(\d{1,4})(-.*)?", options.code)
    page = explain.page(f"K{int(code[1]):04}") if code else None
    if page is None:
        print(f"darner: there is no code `{options.code}`.", file=sys.stderr)
        print("        `./darner explain` alone lists them all.", file=sys.stderr)
        return MISTAKE
    print(page)
    return 0


def run_new(options: argparse.Namespace) -> int:
    """Write first lines into a tree that is right so far; name the files."""
    from gen import new
    from gen.check.messages import lowest_number
    from gen.check.ports import lowest_id
    from gen.check.syscalls import lowest_free

    result = examine(options.root)
    if result.diags:
        return report(result)
    declared, where = result.declared, (options.root, options.name)
    try:
        for item in declared.owners.values():
            if options.call and item.name in (options.call, new.title(options.call)):
                raise new.Refusal(f"`{item.name}` is declared already: {item.loc.at}")
        if options.kind == "subsystem":
            written = new.subsystem(*where)
        elif options.kind == "syscall":
            written = new.syscall(*where, options.call, lowest_free(declared))
        elif options.kind == "port":
            written = new.port(*where, options.call, lowest_id(declared))
        elif options.kind == "message":
            written = new.message(*where, options.call, lowest_number(declared))
        else:
            written = new.token(*where, options.call)
    except new.Refusal as refusal:
        print(f"darner: {refusal}.", file=sys.stderr)
        return MISTAKE
    for path in written:
        print(path.relative_to(options.root))
    return 0
