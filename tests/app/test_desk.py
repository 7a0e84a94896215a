"""The desk answers a window from store and files, and a problem is an answer too."""

from collections.abc import Iterator
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import pytest
from pytestqt.qtbot import QtBot

from spineplanner.app.clinic import Clinic
from spineplanner.app.desk import Desk
from spineplanner.domain.envelope import Envelope
from spineplanner.domain.plan import Plan
from spineplanner.domain.worklist import Page
from spineplanner.ui.services import Clash, Opened, Problem

NOW = datetime(2026, 11, 24, 7, 42, tzinfo=UTC)


@pytest.fixture
def clinic(tmp_path: Path, qtbot: QtBot) -> Iterator[Clinic]:
    del qtbot
    clinic = Clinic(tmp_path / "data", lambda: NOW)
    yield clinic
    clinic.end()


@pytest.fixture
def desk(clinic: Clinic) -> Iterator[Desk]:
    clinic.open_now()
    desk = Desk(clinic)
    yield desk
    desk.end()


def opened(answer: object) -> Envelope:
    assert isinstance(answer, Opened)
    return answer.envelope


def test_before_the_plans_are_open_every_question_has_an_answer(clinic: Clinic) -> None:
    desk = Desk(clinic)
    assert isinstance(desk.worklist("", most=10), Problem)
    assert isinstance(desk.create(), Problem)
    heard: list[Problem | None] = []
    desk.when_ready(heard.append)
    assert heard == []
    clinic.open_now()
    assert heard == [None]
    desk.end()


def test_a_new_plan_has_nothing_but_its_number_and_the_workstation(
    desk: Desk, clinic: Clinic
) -> None:
    clinic.prefer(clinic.preferences.replace(clinic="EXAMPLE Clinic", station="B"))
    new = opened(desk.create())
    assert new.number == "SP-2026-B-0001"
    assert new.plan == Plan(procedure=new.plan.procedure)
    assert new.plan.procedure.clinic == "EXAMPLE Clinic"
    assert new.plan.procedure.physician is None


def test_a_copy_has_the_doses_and_no_patient(desk: Desk) -> None:
    sample = opened(desk.example())
    copy = opened(desk.create(sample))
    assert copy.plan.aliquots == sample.plan.aliquots
    assert copy.plan.patient.name is None
    assert copy.number != sample.number
    page = desk.worklist("", most=10)
    assert isinstance(page, Page)
    assert len(page.rows) == 2


def test_what_is_saved_is_what_is_opened(desk: Desk) -> None:
    sample = opened(desk.example())
    noted = sample.replace(plan=sample.plan.replace(notes="EXAMPLE"))
    desk.save(noted)
    assert desk.flush() is None
    assert opened(desk.open(sample.id)) == noted


def test_a_file_comes_back_as_itself_and_another_one_is_asked_about(
    desk: Desk, tmp_path: Path
) -> None:
    sample = opened(desk.example())
    path = tmp_path / "plan.json"
    assert desk.export_file(sample, path) is None
    assert opened(desk.import_file(path)).plan == sample.plan

    noted = sample.replace(plan=sample.plan.replace(notes="from the file"))
    assert desk.export_file(noted, path) is None
    assert isinstance(desk.import_file(path), Clash)
    assert opened(desk.open(sample.id)).plan == sample.plan
    taken = opened(desk.import_file(path, replacing=True))
    assert taken.plan.notes == "from the file"
    assert taken.revision > sample.revision


def test_a_printed_order_is_known_again_when_it_is_opened(desk: Desk) -> None:
    sample = opened(desk.example())
    assert desk.fix_revision(sample) is None
    again = desk.open(sample.id)
    assert isinstance(again, Opened)
    assert again.revision_fixed


def test_where_a_file_can_not_be_written_a_sentence_says_so(desk: Desk, tmp_path: Path) -> None:
    sample = opened(desk.example())
    nowhere = tmp_path / "no folder" / "plan.json"
    for problem in (desk.export_file(sample, nowhere), desk.write_file(nowhere, b"")):
        assert problem is not None
        assert problem.sentence.endswith(".")
    assert not nowhere.exists()


def test_a_plan_that_is_not_there_is_a_problem(desk: Desk) -> None:
    answer = desk.open(uuid4())
    assert isinstance(answer, Problem)
    assert "is not in" in answer.sentence


def test_a_label_stock_of_the_clinic_is_kept_and_removed_unless_it_changed_meanwhile(
    desk: Desk,
) -> None:
    shipped = desk.label_stocks()
    assert not isinstance(shipped, Problem)
    own = shipped[0].replace(id="own", name="EXAMPLE own labels")
    assert desk.keep_label_stock(own, None) is None
    assert desk.own_label_stocks() == (own,)
    smaller = own.replace(down=1)
    again = desk.keep_label_stock(smaller, None)
    assert again is not None
    assert "“EXAMPLE own labels” meanwhile" in again.sentence
    assert desk.keep_label_stock(smaller, own) is None
    assert isinstance(desk.remove_label_stock(own), Problem)
    assert desk.remove_label_stock(smaller) is None
    assert desk.own_label_stocks() == ()
    assert desk.label_stocks() == shipped


def test_label_stocks_that_cannot_be_written_are_said(desk: Desk, clinic: Clinic) -> None:
    shipped = desk.label_stocks()
    assert not isinstance(shipped, Problem)
    (clinic.folder / "labels").write_text("no folder", "utf-8")
    own = shipped[0].replace(id="own", name="EXAMPLE own labels")
    assert isinstance(desk.keep_label_stock(own, None), Problem)


def test_label_stocks_are_the_programs_and_the_clinics_own(desk: Desk, clinic: Clinic) -> None:
    shipped = desk.label_stocks()
    assert not isinstance(shipped, Problem)
    own = shipped[0].replace(id="own", name="EXAMPLE own labels")
    folder = clinic.folder / "labels"
    folder.mkdir()
    (folder / "own.json").write_text(own.model_dump_json(), encoding="utf-8")
    assert desk.label_stocks() == tuple(
        sorted((*shipped, own), key=lambda stock: (stock.name, stock.id))
    )
    (folder / "own.json").write_text("{", encoding="utf-8")
    wrong = desk.label_stocks()
    assert isinstance(wrong, Problem)
    assert "own.json" in wrong.sentence


def test_a_revision_of_which_a_sheet_is_out_is_found_again(desk: Desk) -> None:
    sample = opened(desk.example())
    assert desk.fixed_revisions(sample.id) == ()
    assert desk.fix_revision(sample) is None
    found = desk.fixed_revisions(sample.id)
    assert not isinstance(found, Problem)
    assert [fixed.envelope for fixed in found] == [sample]
