"""The documents say what is true of the project, and lead where they say."""

import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

from spineplanner import __version__
from spineplanner.cli import main
from spineplanner.domain.preparation import MATHS_VERSION
from spineplanner.domain.refusals import Refusal
from spineplanner.domain.rules import Severity
from spineplanner.domain.worksheet import SheetKind

ROOT = Path(__file__).resolve().parent.parent
DECISIONS = ROOT / "docs" / "adr"
_SKIPPED = {"build", "dist", "node_modules", "worked-example"}
_BINARY = {".png", ".otf", ".ttf", ".pdf", ".mo", ".ico"}

_LINK = re.compile(r"\]\(([^)\s]+)\)")
_FOREIGN = re.compile(
    r"/wor[k]/|/hom[e]/|/roo[t]/|/Use[r]s/|\.\./share[d]|C:\\User[s]"
    r"|--(?:extra-)?index-ur[l] |file[s]\.pythonhosted|artifactor[y]|pypi\.or[g]/simple"
)
"""Paths of one machine and hosts of registries; brackets keep it from matching itself."""

WORDS = (
    *("site", "level", "aliquot", "syringe", "bag", "give", "draw to", "taken", "hub", "needle"),
    *("line", "suspension", "stock", "product", "lot", "vial", "protocol", "formulary", "plan"),
    *("record", "preparation", "finding", "stop", "confirm", "note", "revision", "check code"),
    *("operator", "worksheet", "entry", "step", "HOLD", "thaw clock", "use by", "stability point"),
    *("second check", "written order", "label stock", "label", "kept apart", "vial map"),
)


def markdown() -> list[Path]:
    return [path for path in files() if path.suffix == ".md"]


def files() -> list[Path]:
    """The files that belong to the project: those that git tracks, or all where there is no git."""
    listed = subprocess.run(
        ["git", "ls-files", "-z"],  # noqa: S607 - whichever git this machine has
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    if listed.returncode == 0 and listed.stdout:
        paths = [ROOT / name for name in listed.stdout.split("\0") if name]
        return [path for path in paths if path.is_file()]
    return list(_walk(ROOT))


def _walk(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.iterdir()):
        if path.name.startswith(".") or path.name in _SKIPPED:
            continue
        if path.is_dir():
            yield from _walk(path)
        else:
            yield path


def text_of(name: str) -> str:
    return (ROOT / name).read_text(encoding="utf-8")


def commands_in(name: str) -> list[list[str]]:
    """The commands that a document shows, in its indented blocks, without what explains them."""
    lines = re.findall(r"^    python3 run\.py(.*)$", text_of(name), re.MULTILINE)
    return [shlex.split(re.split(r"\s{3,}| > ", line)[0]) for line in lines]


def test_the_readme_shows_both_commands_of_the_launcher() -> None:
    shown = commands_in("README.md")
    assert [] in shown
    assert ["test"] in shown
    assert (ROOT / "run.py").is_file()


def test_the_readmes_command_lines_run_as_they_are_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capfdbinary: pytest.CaptureFixture[bytes]
) -> None:
    monkeypatch.chdir(tmp_path)
    monkeypatch.setenv("SPINEPLANNER_HOME", str(tmp_path / "home"))
    ran = []
    for command in commands_in("README.md"):
        if command in ([], ["test"]):
            continue
        assert main(command) == 0, command
        printed = capfdbinary.readouterr().out
        if command == ["example"]:
            Path("plan.json").write_bytes(printed)
        ran.append(command[0])
    assert ran == ["example", "check", "worksheet"]
    assert Path("worksheet.pdf").read_bytes().startswith(b"%PDF")


def test_the_readmes_table_lists_each_command_of_the_program(
    capsys: pytest.CaptureFixture[str],
) -> None:
    with pytest.raises(SystemExit):
        main(["--help"])
    offered = re.search(r"\{([a-z,]+)\}", capsys.readouterr().out)
    assert offered is not None
    table = re.findall(r"^\| `([a-z]+)", text_of("README.md"), re.MULTILINE)
    assert set(offered[1].split(",")) <= set(table)


def test_the_readme_names_each_kind_of_sheet() -> None:
    missing = [kind for kind in SheetKind if f"`{kind.value}`" not in _unframed("README.md")]
    assert not missing


def _unframed(name: str) -> str:
    """A document in which the value after an option stands alone, as its other values do."""
    return re.sub(r"`--\w+ (\w+)`", r"`\1`", text_of(name))


@pytest.mark.parametrize("document", markdown(), ids=lambda path: str(path.relative_to(ROOT)))
def test_every_link_to_a_file_leads_to_it(document: Path) -> None:
    targets = [
        target.split("#")[0]
        for target in _LINK.findall(document.read_text(encoding="utf-8"))
        if not target.startswith(("http://", "https://", "mailto:", "#"))
    ]
    assert [target for target in targets if not (document.parent / target).exists()] == []


def test_no_file_names_a_place_of_one_machine_or_a_registry() -> None:
    found = [
        f"{path.relative_to(ROOT)}: {match[0]}"
        for path in files()
        if path.suffix not in _BINARY
        for match in _FOREIGN.finditer(path.read_text(encoding="utf-8", errors="replace"))
    ]
    assert found == []


def test_what_names_a_machine_would_be_found() -> None:
    assert _FOREIGN.search("see " + "/".join(["", "home", "somebody"]))
    assert _FOREIGN.search("--index-" + "url https://example.invalid")


def test_every_decision_is_listed_under_its_title() -> None:
    index = (DECISIONS / "README.md").read_text(encoding="utf-8")
    pages = sorted(DECISIONS.glob("[0-9]*.md"))
    for number, page in enumerate(pages, start=1):
        title = page.read_text(encoding="utf-8").splitlines()[0]
        assert page.name.startswith(f"{number:04d}-")
        assert title.startswith(f"# {number:04d}: ")
        assert f"| [{number:04d}]({page.name}) | {title.split(': ', 1)[1]} |" in index
    assert index.count(".md) |") == len(pages)


@pytest.mark.parametrize("page", sorted(DECISIONS.glob("[0-9]*.md")), ids=lambda path: path.stem)
def test_every_decision_says_why_what_follows_and_what_was_rejected(page: Path) -> None:
    heads = re.findall(r"^## (.+)$", page.read_text(encoding="utf-8"), re.MULTILINE)
    assert heads == ["Context", "Decision", "Consequences", "Rejected"]


def test_the_page_that_pyproject_refers_to_is_the_one_on_pyside() -> None:
    assert "docs/adr/0007" in text_of("pyproject.toml")
    (page,) = DECISIONS.glob("0007-*.md")
    assert "PySide6-Essentials>=6.10,<6.12" in page.read_text(encoding="utf-8")
    assert '"PySide6-Essentials>=6.10,<6.12"' in text_of("pyproject.toml")


def test_the_changelog_begins_with_the_current_version() -> None:
    versions = re.findall(r"^## (\d+\.\d+\.\d+)", text_of("CHANGELOG.md"), re.MULTILINE)
    assert versions[0] == __version__
    assert f"maths version {MATHS_VERSION}" in text_of("CHANGELOG.md")


@pytest.mark.parametrize("word", WORDS)
def test_the_glossary_explains_each_word(word: str) -> None:
    rows = re.findall(r"^\| \*\*(.+?)\*\* \| (.+?) \|", text_of("CONTEXT.md"), re.MULTILINE)
    explained = dict(rows)
    assert len(explained.get(word, "").split()) > 3


def test_no_word_of_the_glossary_is_listed_twice() -> None:
    words = re.findall(r"^\| \*\*(.+?)\*\* \|", text_of("CONTEXT.md"), re.MULTILINE)
    assert len(words) == len(set(words))
    assert set(Severity) <= set(words)


def test_the_calculation_explains_each_refusal() -> None:
    rows = re.findall(r"^\| ([a-z ]+) \|", text_of("docs/calculation.md"), re.MULTILINE)
    names = {"".join(word.capitalize() for word in row.split()) for row in rows}
    assert {refusal.__name__ for refusal in Refusal.__args__} <= names


def test_the_licence_is_the_whole_of_apache_2() -> None:
    licence = text_of("LICENSE")
    assert "Apache License" in licence
    assert "Version 2.0, January 2004" in licence
    assert "END OF TERMS AND CONDITIONS" in licence


def test_the_commands_for_developers_name_files_that_exist() -> None:
    named = re.findall(r"python (\S+\.py)", text_of("CONTRIBUTING.md"))
    assert {"benchmarks/engine.py", "docs/pictures/make.py"} <= set(named)
    assert [name for name in named if not (ROOT / name).is_file()] == []


def test_contributing_names_every_module_that_makes_pictures_anew() -> None:
    named = set(re.findall(r"python -m\s+(tests\.[\w.]+)", text_of("CONTRIBUTING.md")))
    made = {
        ".".join(path.relative_to(ROOT).with_suffix("").parts)
        for path in (ROOT / "tests").rglob("*references.py")
    }
    assert named == made


def test_contributing_names_every_program_that_measures_or_draws() -> None:
    programs = [
        path.name
        for folder in ("benchmarks", "docs/pictures")
        for path in (ROOT / folder).glob("*.py")
        if f"`python {folder}/{path.name}" in path.read_text(encoding="utf-8")
    ]
    assert {"allocation.py", "manual.py"} <= set(programs)
    assert [name for name in programs if name not in text_of("CONTRIBUTING.md")] == []


def test_the_readme_tells_every_option_of_the_labels(capsys: pytest.CaptureFixture[str]) -> None:
    with pytest.raises(SystemExit):
        main(["labels", "--help"])
    options = set(re.findall(r"(--[a-z-]+)", capsys.readouterr().out)) - {"--help", "--output"}
    [row] = [line for line in text_of("README.md").splitlines() if line.startswith("| `labels")]
    assert {"--stock", "--keep", "--test-sheet"} <= options
    assert {option for option in options if option not in row} == set()


def test_the_benchmark_names_its_subjects_where_it_knows_none_of_that_name() -> None:
    asked = subprocess.run(  # noqa: S603 - a program of this project
        [sys.executable, str(ROOT / "benchmarks" / "engine.py"), "nothing"],
        capture_output=True,
        text=True,
        check=False,
    )
    assert asked.returncode == 2
    for subject in ("sums", "sheets", "starts"):
        assert subject in asked.stdout
        assert f"`{subject}`" in text_of("CONTRIBUTING.md")
