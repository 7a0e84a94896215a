"""What each command prints, writes and exits with."""

import json
import re
from pathlib import Path

import pypdfium2  # type: ignore[import-untyped]  # it comes without types
import pytest

from spineplanner import __version__
from spineplanner.cli import main
from spineplanner.domain.checks import check
from spineplanner.domain.findings import evidence_key
from spineplanner.domain.prepare import prepare
from spineplanner.domain.rules import Rule
from spineplanner.domain.worksheet import SheetKind
from spineplanner.resources import asset
from spineplanner.store.exchange import parse_plan
from spineplanner.store.formulary import read_formulary
from tests.cli.conftest import NOW, Run
from tests.cli.plans import spoilt, written
from tests.cli.programs import PLAN, shell


def pdf_text(path: Path) -> str:
    with pypdfium2.PdfDocument(path) as document:
        return "\n".join(page.get_textpage().get_text_bounded() for page in document)


def page_sizes(path: Path) -> set[tuple[int, int]]:
    with pypdfium2.PdfDocument(path) as document:
        return {(round(page.get_width()), round(page.get_height())) for page in document}


def test_the_example_is_a_plan_that_the_program_reads(run: Run) -> None:
    ran = run("example")

    assert (ran.code, ran.err) == (0, "")
    assert parse_plan(ran.out.encode()).sample


def test_calculate_prints_preparation_findings_and_working(run: Run) -> None:
    ran = run("calculate", PLAN)
    said = json.loads(ran.out)

    assert (ran.code, ran.err) == (0, "")
    assert (said["number"], said["state"]) == ("SP-2026-A-0113", "SAMPLE")
    assert (said["vials_to_thaw"], said["supply"]["needed_vials"]) == (6, "52/9")
    assert [item["number"] for item in said["containers"]] == list(range(1, 11))
    assert {item["severity"] for item in said["findings"]} == {"confirm", "note"}
    assert said["working"]


def test_calculate_names_the_refusal_and_no_vials_where_it_can_not_compute(
    run: Run, tmp_path: Path
) -> None:
    plan = written(tmp_path, spoilt("plan.aliquots.0.volume_ul", 1))

    ran = run("calculate", plan)
    said = json.loads(ran.out)

    assert ran.code == 0
    assert said["vials_to_thaw"] is None
    assert [item["name"] for item in said["refusals"]] == ["StockTooDilute"]


def test_check_exits_1_where_there_is_a_stop_and_0_where_there_is_none(
    run: Run, tmp_path: Path
) -> None:
    stopped = run("check", written(tmp_path, spoilt("plan.patient.name", None)))
    passed = run("check", PLAN)

    assert (stopped.code, passed.code) == (1, 0)
    assert re.search("^STOP: ", stopped.out, re.MULTILINE)
    assert "STOP" not in passed.out


def test_a_finding_with_a_reason_is_shown_as_answered(run: Run, tmp_path: Path) -> None:
    open_again = spoilt("plan.reasons.0.evidence", "diluent=other")

    answered = run("check", PLAN).out
    unanswered = run("check", written(tmp_path, open_again)).out

    assert "CONFIRM, answered: Plasma-Lyte A has no protein" in answered
    assert "Reason: used within 30 min" in answered
    assert "CONFIRM: Plasma-Lyte A has no protein" in unanswered
    assert "used within 30 min" not in unanswered


def test_calculate_says_which_reason_answers_a_finding(run: Run) -> None:
    findings = json.loads(run("calculate", PLAN).out)["findings"]

    answers = {item["rule"]: item["answered_by"] for item in findings}
    assert answers["diluent-without-protein"] == "used within 30 min"
    assert answers["dose-off"] is None


def test_a_stop_is_not_answered_by_a_reason(run: Run, tmp_path: Path) -> None:
    document = spoilt("plan.procedure.physician", None)
    envelope = parse_plan(json.dumps(document).encode())
    formulary = read_formulary(asset("formulary"))
    preparation = prepare(envelope.plan, formulary, ())
    [stop] = [
        finding
        for finding in check(envelope.plan, formulary, preparation, envelope.record, NOW)
        if finding.rule is Rule.PROCEDURE_NOT_STATED
    ]
    reason = {"rule": stop.rule, "evidence": evidence_key(stop.evidence), "text": "EXAMPLE reason"}
    document["plan"]["reasons"] = [reason]

    ran = run("check", written(tmp_path, document))

    assert ran.code == 1
    assert "EXAMPLE reason" not in ran.out


@pytest.mark.parametrize("kind", list(SheetKind))
@pytest.mark.parametrize(("paper", "size"), [("a4", (595, 842)), ("letter", (612, 792))])
def test_a_worksheet_is_printed_on_the_paper_asked_for(
    run: Run, tmp_path: Path, kind: SheetKind, paper: str, size: tuple[int, int]
) -> None:
    output = tmp_path / "sheet.pdf"

    ran = run("worksheet", PLAN, "-o", output, "--kind", kind.value, "--paper", paper)

    assert (ran.code, ran.out, ran.err) == (0, f"{output}\n", "")
    assert page_sizes(output) == {size}
    assert "SP-2026-A-0113" in pdf_text(output)
    assert list(tmp_path.iterdir()) == [output]


def test_the_kinds_differ_and_the_preparation_worksheet_is_the_usual_one(
    run: Run, tmp_path: Path
) -> None:
    texts = {}
    for kind in SheetKind:
        run("worksheet", PLAN, "-o", tmp_path / f"{kind}.pdf", "--kind", kind.value)
        texts[kind] = pdf_text(tmp_path / f"{kind}.pdf")
    run("worksheet", PLAN, "-o", tmp_path / "usual.pdf")

    assert len(set(texts.values())) == len(SheetKind)
    assert pdf_text(tmp_path / "usual.pdf") == texts[SheetKind.PREPARATION]


def test_who_prints_is_printed(run: Run, tmp_path: Path) -> None:
    run("worksheet", PLAN, "-o", tmp_path / "named.pdf", "--by", "Example Operator")
    run("worksheet", PLAN, "-o", tmp_path / "unnamed.pdf")

    assert "Example Operator" in pdf_text(tmp_path / "named.pdf")
    assert "name not stated" in pdf_text(tmp_path / "unnamed.pdf")


@pytest.mark.parametrize("name", ["", " ", "x" * 121, "a\nb", "a\u202eb", "a\udc80", "🦴"])
def test_a_name_that_can_not_be_printed_is_refused(run: Run, tmp_path: Path, name: str) -> None:
    ran = run("worksheet", PLAN, "-o", tmp_path / "sheet.pdf", "--by", name)

    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("--by")
    assert not list(tmp_path.iterdir())


def test_pictures_of_all_pages_stand_beside_the_pdf(run: Run, tmp_path: Path) -> None:
    ran = run("worksheet", PLAN, "-o", tmp_path / "sheet.pdf", "--png")

    with pypdfium2.PdfDocument(tmp_path / "sheet.pdf") as document:
        names = ["sheet.pdf", *(f"sheet-{page + 1}.png" for page in range(len(document)))]
    assert len(names) > 1
    assert ran.out.splitlines() == [str(tmp_path / name) for name in names]
    assert {path.name for path in tmp_path.iterdir()} == set(names)
    assert (tmp_path / "sheet-1.png").read_bytes().startswith(b"\x89PNG")


def test_the_same_plan_and_moment_give_the_same_bytes(run: Run, tmp_path: Path) -> None:
    for name in ("one.pdf", "two.pdf"):
        run("worksheet", PLAN, "-o", tmp_path / name)

    assert (tmp_path / "one.pdf").read_bytes() == (tmp_path / "two.pdf").read_bytes()


def test_the_demo_writes_all_sheets_and_says_in_two_lines_what_it_found(
    run: Run, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)

    ran = run("demo")

    folder = tmp_path / "worked-example"
    where, found = ran.out.splitlines()
    assert (ran.code, ran.err) == (0, "")
    assert str(folder) in where
    assert found == (
        "6 vials to thaw (needs 5.78); the label alone says 4, which would fall 31 % short."
    )
    assert {path.stem for path in folder.glob("*.pdf")} == {kind.value for kind in SheetKind}
    assert {path.stem for path in folder.glob("*-1.png")} == {f"{kind}-1" for kind in SheetKind}


@pytest.mark.parametrize(
    ("argv", "word"),
    [
        ([], "command"),
        (["print"], "print"),
        (["check"], "plan"),
        (["worksheet", "plan.json"], "output"),
        (["worksheet", "plan.json", "-o", "x.pdf", "--kind", "label"], "label"),
        (["worksheet", "plan.json", "-o", "x.pdf", "--paper", "a5"], "a5"),
        (["worksheet", "plan.json", "-o", "x.pdf", "--pap", "a4"], "--pap"),
        (["check", "plan.json", "--by", "EXAMPLE"], "--by"),
    ],
)
def test_a_wrong_command_line_is_said_in_one_line(run: Run, argv: list[str], word: str) -> None:
    ran = run(*argv)

    assert (ran.code, ran.out) == (2, "")
    assert word in ran.err
    assert ran.err.endswith("--help\n")
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(("option", "said"), [("--version", __version__), ("--help", "worksheet")])
def test_version_and_help_are_no_failures(
    option: str, said: str, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SystemExit) as ended:
        main([option])

    assert ended.value.code == 0
    assert said in capsys.readouterr().out


def test_the_example_can_be_piped_into_every_command(tmp_path: Path) -> None:
    ran = shell(
        "$SP example | $SP calculate - | grep vials_to_thaw"
        " && $SP example | $SP check - | grep -c ^NOTE"
        " && $SP example | $SP worksheet - -o sheet.pdf",
        cwd=tmp_path,
    )

    assert ran.stderr == ""
    assert ran.stdout.splitlines() == ['  "vials_to_thaw": 6,', "2", "sheet.pdf"]
    assert (tmp_path / "sheet.pdf").read_bytes().startswith(b"%PDF")


LITERAL = {
    "typst calls": "#emph[x] #panic()",
    "typst marks": "*b* _i_ $x^2$ = h @ref //c",
    "HTML": "<b>bold</b> &amp; <script>",
    "quotes": "\"double\" 'single' “curly”",
    "backslashes": "a\\b\\u{41} \\n \\",
    "braces": "{name} {0} %s %(x)s ${HOME}",
    "accents": "Żółć Ångström Ñandú",
}


@pytest.mark.parametrize("text", LITERAL.values(), ids=LITERAL)
@pytest.mark.parametrize("place", ["plan.patient.name", "plan.procedure.clinic"])
def test_what_looks_like_markup_is_printed_as_it_was_typed(
    run: Run, tmp_path: Path, place: str, text: str
) -> None:
    plan = written(tmp_path, spoilt(place, text))

    ran = run("worksheet", plan, "-o", tmp_path / "sheet.pdf", "--by", text)

    assert (ran.code, ran.err) == (0, "")
    printed = "".join(pdf_text(tmp_path / "sheet.pdf").split())
    assert printed.count("".join(text.split())) >= 2


def test_a_name_of_120_characters_is_printed_whole(run: Run, tmp_path: Path) -> None:
    name = " ".join(f"word{number:02d}" for number in range(17)) + "x"
    assert len(name) == 119

    ran = run(
        "worksheet", written(tmp_path, spoilt("plan.patient.name", name)), "-o", tmp_path / "s.pdf"
    )

    assert ran.code == 0
    assert "".join(name.split()) in "".join(pdf_text(tmp_path / "s.pdf").split())
