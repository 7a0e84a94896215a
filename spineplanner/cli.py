"""The engine without a window: plans in, numbers, findings and sheets out."""

import argparse
import json
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from itertools import repeat
from pathlib import Path
from typing import Any, NoReturn

from pydantic import TypeAdapter, ValidationError
from typing_extensions import override

from spineplanner import __version__
from spineplanner.cli_labels import NotUnderstoodError, add_label_options, label_document
from spineplanner.console import standard_input, write_bytes, write_problem, write_text
from spineplanner.domain.checks import check
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.findings import Finding, reason_for
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.plan import Reason
from spineplanner.domain.preparation import Preparation
from spineplanner.domain.prepare import prepare_as_recorded
from spineplanner.domain.rules import Rule, Severity
from spineplanner.domain.values import Line
from spineplanner.domain.worksheet import SheetKind, Worksheet, compose
from spineplanner.logs import write_crash
from spineplanner.paper.fonts import unprintable
from spineplanner.places import data_folder, log_folder
from spineplanner.resources import asset
from spineplanner.store.documents import field_faults
from spineplanner.store.exchange import parse_plan, plan_json, read_plan
from spineplanner.store.files import FileProblemError, write_files_atomically
from spineplanner.store.formulary import read_formulary
from spineplanner.wording import numbers
from spineplanner.wording.calculation import calculation
from spineplanner.wording.findings import finding_advice, finding_title, severity_word
from spineplanner.wording.problems import fault_sentence, problem_summary
from spineplanner.wording.translate import _

OK, STOPPED, FAILED = 0, 1, 2

DEMO_FOLDER = "worked-example"
"""What `demo` writes into, below the folder where the person is."""
INTERRUPTED, READER_GONE = 130, 141


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
        0 when it was done, 1 where a check found a stop, 2 where it could not be done; 130 and
        141, as shells have it, where it was interrupted or nobody reads on.
    """
    try:
        given = _parser().parse_args(argv)
        return _COMMANDS[given.command](given, now or datetime.now().astimezone())
    except CommandError as error:
        write_problem(str(error))
    except FileProblemError as error:
        write_problem(problem_summary(error.problem))
    except BrokenPipeError:
        return READER_GONE
    except KeyboardInterrupt:
        return INTERRUPTED
    except Exception as error:  # noqa: BLE001 - the last resort: it is logged, and said
        write_problem(_unforeseen(error))
    return FAILED


def _unforeseen(error: Exception) -> str:
    """Log an error that nobody foresaw, and say where the log is."""
    kind = type(error).__name__
    try:
        log = write_crash(error, log_folder(), now=datetime.now().astimezone())
    except OSError:
        return _("SpinePlanner failed ({kind}), and its log can't be written.").format(kind=kind)
    return _("SpinePlanner failed ({kind}). Send {log} to its makers; it names no patient.").format(
        kind=kind, log=log
    )


class _Parser(argparse.ArgumentParser):
    """A parser that says what is wrong in one sentence, and takes no abbreviated options."""

    def __init__(self, **options: Any) -> None:  # noqa: ANN401 - as argparse has it
        super().__init__(allow_abbrev=False, **options)

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

    labels = commands.add_parser("labels", help=_("print a label for each container as PDF"))
    labels.add_argument("plan", nargs="?", help=plan_help)
    add_label_options(labels)

    commands.add_parser("example", help=_("print the worked example's plan"))
    commands.add_parser("demo", help=_("write the worked example's sheets into a folder"))
    return parser


def _formulary() -> Formulary:
    return read_formulary(asset("formulary"), clinic=data_folder() / "formulary")


def _calculated(source: str, now: datetime) -> Calculated:
    return _calculate(_plan_from(source), now)


def _plan_from(source: str) -> Envelope:
    return read_plan(standard_input() if source == "-" else Path(source))


def _calculate(envelope: Envelope, now: datetime) -> Calculated:
    formulary = _formulary()
    preparation = prepare_as_recorded(envelope, formulary)
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
    data = calculation(done.envelope, done.formulary, done.preparation, done.findings)
    write_bytes(f"{json.dumps(data, indent=2, ensure_ascii=False)}\n".encode())
    return OK


def _run_check(given: argparse.Namespace, now: datetime) -> int:
    done = _calculated(given.plan, now)
    write_text("".join(map(_finding_lines, done.findings, repeat(done.envelope.reasons))))
    stopped = any(finding.severity is Severity.STOP for finding in done.findings)
    return STOPPED if stopped else OK


def _finding_lines(finding: Finding, reasons: Sequence[Reason]) -> str:
    """What a check says, and what to do about it or the reason that has been given."""
    reason = reason_for(finding, reasons)
    severity, title = severity_word(finding.severity), finding_title(finding)
    if reason is None:
        return f"{severity}: {title}\n  {finding_advice(finding)}\n"
    answered = _("{severity}, answered: {title}").format(severity=severity, title=title)
    return f"{answered}\n  {_('Reason: {text}').format(text=reason.text)}\n"


def _run_worksheet(given: argparse.Namespace, now: datetime) -> int:
    by = _printer_of(given.by)
    done = _calculated(given.plan, now)
    sheet = _sheet(done, SheetKind(given.kind), now=now, by=by)
    pages = _pages(sheet, given.output, paper=given.paper, pictures=given.png)
    for path in pages:
        _keep_plan(given.plan, path)
    write_files_atomically(pages)
    write_text("".join(f"{path}\n" for path in pages))
    return OK


def _run_labels(given: argparse.Namespace, now: datetime) -> int:
    by = _printer_of(given.by)
    if given.plan is None and not given.test_sheet:
        raise CommandError(_("Labels need a plan; a test sheet needs none."))

    if given.keep and given.plan in (None, "-"):
        raise CommandError(_("--keep: only a plan file keeps what was printed."))

    def plan() -> tuple[Envelope, Worksheet]:
        done = _calculated(given.plan, now)
        return done.envelope, _sheet(done, SheetKind.PREPARATION, now=now, by=by)

    clinic = data_folder() / "labels"
    try:
        document, kept = label_document(
            given, plan=plan, folder=asset("labels"), clinic=clinic, now=now, by=by
        )
    except NotUnderstoodError as error:
        raise CommandError(str(error)) from error
    if given.plan is not None:
        _keep_plan(given.plan, given.output)
    files = {given.output: document}
    if kept is not None:
        files |= _noted(kept, Path(given.plan))
    write_files_atomically(files)
    write_text(f"{given.output}\n")
    return OK


def _noted(kept: Envelope, path: Path) -> dict[Path, bytes]:
    """The plan file with labels in its record, unless somebody changed it meanwhile."""
    before = kept.record.replace(label_prints=kept.record.label_prints[:-1])
    if read_plan(path) != kept.replace(record=before):
        raise CommandError(
            _("{path} changed meanwhile. Nothing was written; print again.").format(path=path)
        )
    return {path: plan_json(kept)}


def _run_example(_given: argparse.Namespace, _now: datetime) -> int:
    write_bytes(plan_json(_example()))
    return OK


def _run_demo(_given: argparse.Namespace, now: datetime) -> int:
    done = _calculate(_example(), now)
    supply = done.preparation.supply
    if supply is None:
        raise CommandError(_("The worked example can't be computed with this formulary."))
    folder = _demo_folder()
    pages: dict[Path, bytes] = {}
    for kind in SheetKind:
        sheet = _sheet(done, kind, now=now, by="EXAMPLE")
        pages |= _pages(sheet, folder / f"{kind.value}.pdf", paper="a4", pictures=True)
    write_files_atomically(pages)
    found = _(
        "{vials} vials to thaw (needs {needs}); the label alone says {label}, "
        "which would fall {short} short."
    ).format(
        vials=supply.vials,
        needs=numbers.vials_needed(pool.needed for pool in supply.pools),
        label=supply.label_vials,
        short=numbers.rough_per_cent(supply.label_short),
    )
    where = _("Worked example (SAMPLE): worksheets and pictures are in {folder}")
    write_text(f"{where.format(folder=folder)}\n{found}\n")
    return OK


_COMMANDS = {
    "calculate": _run_calculate,
    "check": _run_check,
    "worksheet": _run_worksheet,
    "labels": _run_labels,
    "example": _run_example,
    "demo": _run_demo,
}


def _example() -> Envelope:
    return parse_plan(asset("examples", "worked-example.json").read_bytes())


def _printer_of(name: str | None) -> str:
    """The name to print, under the rules for every line of a plan and the sheet's fonts."""
    if name is None:
        return _("(name not stated)")
    try:
        TypeAdapter[str](Line).validate_python(name)
    except ValidationError as error:
        fault = replace(field_faults(error)[0], place=("--by",))
        raise CommandError(fault_sentence(fault)) from error
    if unprintable(name):
        raise CommandError(
            _("--by holds characters that the sheet can't print. Give a name in plain letters.")
        )
    return name


def _keep_plan(source: str, output: Path) -> None:
    """Refuse to write a sheet over the plan that it was made from."""
    if source != "-" and output.exists() and output.samefile(source):
        raise CommandError(
            _("{output} is the plan itself. Name another file with --output.").format(output=output)
        )


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


def _pages(sheet: Worksheet, output: Path, *, paper: str, pictures: bool) -> dict[Path, bytes]:
    """Set the PDF, and beside it a numbered picture of each page if asked for."""
    # Typst takes longer to import than everything else here, and only sheets need it.
    from spineplanner.paper.sheets import pdf, png
    from spineplanner.paper.typesetting import Paper

    pages = {output: pdf(sheet, paper=Paper(paper))}
    if pictures:
        for number, page in enumerate(png(sheet, paper=Paper(paper)), start=1):
            pages[output.with_name(f"{output.stem}-{number}.png")] = page
    return pages


def _demo_folder() -> Path:
    folder = Path.cwd() / DEMO_FOLDER
    try:
        folder.mkdir(exist_ok=True)
    except OSError as error:
        raise CommandError(
            _("The folder {folder} can't be made: {reason}.").format(
                folder=folder, reason=error.strerror
            )
        ) from error
    return folder
