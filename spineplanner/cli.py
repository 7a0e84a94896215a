"""The engine without a window: plans in, numbers, findings and sheets out."""

import argparse
import json
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import NoReturn

from typing_extensions import override

from spineplanner import __version__
from spineplanner.domain.checks import check
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import Finding
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.prepare import prepare
from spineplanner.domain.rules import Rule, Severity
from spineplanner.domain.worksheet import SheetKind, Worksheet, compose
from spineplanner.paper.fonts import unprintable
from spineplanner.places import data_folder
from spineplanner.resources import asset
from spineplanner.store.documents import FileProblemError, write_bytes_atomically
from spineplanner.store.exchange import parse_plan, plan_json, read_plan
from spineplanner.store.formulary import read_formulary
from spineplanner.wording import numbers
from spineplanner.wording.calculation import calculation
from spineplanner.wording.findings import finding_advice, finding_title, severity_word
from spineplanner.wording.problems import problem_summary
from spineplanner.wording.translate import _

OK, STOPPED, FAILED = 0, 1, 2


class CommandError(Exception):
    """What a command can't do, in one or two sentences for the person who asked."""


@dataclass(frozen=True, slots=True)
class Calculated:
    """A plan with everything that is computed from it."""

    envelope: Envelope
    formulary: Formulary
    preparation: Preparation
    findings: tuple[Finding, ...]


def main(argv: Sequence[str] | None = None, *, now: datetime | None = None) -> int:
    """Run one command.

    Args:
        argv: the words of the command line after the program's name.
        now: the moment to print and to check use-by times with; the clock's where absent.

    Returns:
        0 when it was done, 1 where a check found a stop, 2 where it could not be done.
    """
    try:
        given = _parser().parse_args(argv)
        return _COMMANDS[given.command](given, now or datetime.now().astimezone())
    except CommandError as error:
        print(error, file=sys.stderr)
        return FAILED
    except FileProblemError as error:
        print(problem_summary(error.problem), file=sys.stderr)
        return FAILED


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence."""

    @override
    def error(self, message: str) -> NoReturn:
        raise CommandError(
            _("{message}. See: {program} --help").format(message=message, program=self.prog)
        )


def _parser() -> argparse.ArgumentParser:
    parser = _Parser(prog="spineplanner", description=_("Plan cell aliquots and print sheets."))
    parser.add_argument("--version", action="version", version=f"%(prog)s {__version__}")
    commands = parser.add_subparsers(dest="command", required=True, parser_class=_Parser)
    plan_help = _("a plan file, or - for standard input")

    calculate = commands.add_parser("calculate", help=_("print the preparation as JSON"))
    calculate.add_argument("plan", help=plan_help)

    checks = commands.add_parser("check", help=_("print the findings; exit 1 where one stops"))
    checks.add_argument("plan", help=plan_help)

    worksheet = commands.add_parser("worksheet", help=_("print a sheet as PDF"))
    worksheet.add_argument("plan", help=plan_help)
    worksheet.add_argument("-o", "--output", type=Path, required=True, help=_("the PDF file"))
    kinds = [kind.value for kind in SheetKind]
    worksheet.add_argument("--kind", choices=kinds, default=SheetKind.PREPARATION.value)
    worksheet.add_argument("--paper", choices=["a4", "letter"], default="a4")
    worksheet.add_argument("--png", action="store_true", help=_("a picture of each page too"))
    worksheet.add_argument("--by", metavar="NAME", help=_("who prints it"))

    commands.add_parser("example", help=_("print the worked example's plan"))
    commands.add_parser("demo", help=_("write the worked example's sheets into a folder"))
    return parser


def _formulary() -> Formulary:
    return read_formulary(asset("formulary"), clinic=data_folder() / "formulary")


def _calculated(source: str, now: datetime) -> Calculated:
    return _calculate(_plan_from(source), now)


def _plan_from(source: str) -> Envelope:
    return read_plan(sys.stdin.buffer if source == "-" else Path(source))


def _calculate(envelope: Envelope, now: datetime) -> Calculated:
    formulary = _formulary()
    preparation = prepare(envelope.plan, formulary, envelope.record.counts)
    findings = check(
        envelope.plan,
        formulary,
        preparation,
        envelope.record,
        now,
        printable=unprintable,
    )
    return Calculated(envelope, formulary, preparation, findings)


def _run_calculate(given: argparse.Namespace, now: datetime) -> int:
    done = _calculated(given.plan, now)
    data = calculation(done.preparation, done.findings)
    print(json.dumps(data, indent=2, ensure_ascii=False))
    return OK


def _run_check(given: argparse.Namespace, now: datetime) -> int:
    done = _calculated(given.plan, now)
    for finding in done.findings:
        print(f"{severity_word(finding.severity)}: {finding_title(finding)}")
        print(f"  {finding_advice(finding)}")
    stopped = any(finding.severity is Severity.STOP for finding in done.findings)
    return STOPPED if stopped else OK


def _run_worksheet(given: argparse.Namespace, now: datetime) -> int:
    done = _calculated(given.plan, now)
    by = _printer_of(given.by)
    sheet = _sheet(done, SheetKind(given.kind), now=now, by=by)
    for path in _write_sheet(sheet, given.output, paper=given.paper, pictures=given.png):
        print(path)
    return OK


def _run_example(_given: argparse.Namespace, _now: datetime) -> int:
    sys.stdout.buffer.write(plan_json(_example()))
    return OK


def _run_demo(_given: argparse.Namespace, now: datetime) -> int:
    done = _calculate(_example(), now)
    supply = done.preparation.supply
    if supply is None:
        raise CommandError(_("The worked example can't be computed with this formulary."))
    folder = _demo_folder()
    for kind in SheetKind:
        sheet = _sheet(done, kind, now=now, by="EXAMPLE")
        _write_sheet(sheet, folder / f"{kind.value}.pdf", paper="a4", pictures=True)
    print(
        _("Worked example (SAMPLE): worksheets and pictures are in {folder}").format(folder=folder)
    )
    print(
        _(
            "{vials} vials to thaw (needs {needs}); the label alone says {label}, "
            "which would fall {short} short."
        ).format(
            vials=supply.vials,
            needs=numbers.decimal(supply.needed, places=2),
            label=supply.label_vials,
            short=numbers.per_cent(supply.label_short, places=0),
        )
    )
    return OK


_COMMANDS = {
    "calculate": _run_calculate,
    "check": _run_check,
    "worksheet": _run_worksheet,
    "example": _run_example,
    "demo": _run_demo,
}


def _example() -> Envelope:
    return parse_plan(asset("examples", "worked-example.json").read_bytes())


def _printer_of(name: str | None) -> str:
    if name is None:
        return _("(name not stated)")
    if not name.strip() or not name.isprintable() or unprintable(name):
        raise CommandError(
            _("--by holds characters that the sheet can't print. Give a name in plain letters.")
        )
    return name.strip()


def _sheet(done: Calculated, kind: SheetKind, *, now: datetime, by: str) -> Worksheet:
    """Compose a sheet, unless it would hold text that its fonts can't print."""
    hidden = [f for f in done.findings if f.rule is Rule.TEXT_UNPRINTABLE]
    if hidden:
        raise CommandError(f"{finding_title(hidden[0])} {finding_advice(hidden[0])}")
    return compose(
        done.envelope,
        done.formulary,
        done.preparation,
        done.findings,
        kind=kind,
        now=now,
        by=by,
    )


def _write_sheet(sheet: Worksheet, output: Path, *, paper: str, pictures: bool) -> list[Path]:
    """Write the PDF, and beside it a numbered picture of each page if asked for."""
    # Typst takes longer to import than everything else here, and only sheets need it.
    from spineplanner.paper.sheets import pdf, png
    from spineplanner.paper.typesetting import Paper

    written = [output]
    write_bytes_atomically(output, pdf(sheet, paper=Paper(paper)))
    if pictures:
        for number, page in enumerate(png(sheet, paper=Paper(paper)), start=1):
            path = output.with_name(f"{output.stem}-{number}.png")
            write_bytes_atomically(path, page)
            written.append(path)
    return written


def _demo_folder() -> Path:
    folder = Path.cwd() / "worked-example"
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise CommandError(
            _("The folder {folder} can't be made: {reason}.").format(
                folder=folder, reason=error.strerror
            )
        ) from error
    return folder
