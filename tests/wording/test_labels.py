"""Labels in words: every site, every refusal, and what is typed to print them."""

import pytest

from spineplanner.domain.anatomy import CAUDAL, VEIN, Route
from spineplanner.domain.formulary import ContainerKind
from spineplanner.domain.labels import (
    CannotBePrinted,
    DoesNotFit,
    LabelLine,
    LabelRefusal,
    NoSuchContainers,
    NotPrepared,
    OffThePage,
    OrderSuperseded,
    PatientNotIdentified,
    ReasonMissing,
    StartBeyondPage,
    compose_labels,
)
from spineplanner.domain.plan import Aliquot
from spineplanner.domain.prepare import prepare, prepare_as_recorded
from spineplanner.domain.record import Record
from spineplanner.domain.refusals import NoAliquots
from spineplanner.domain.worksheet import SheetKind, compose
from spineplanner.wording.labels import (
    label_refusal_sentence,
    label_text,
    refusals_summary,
    route_word,
)
from spineplanner.wording.reading import Misread
from spineplanner.wording.reading_labels import (
    read_containers,
    read_length,
    read_offset,
    read_scale,
    write_length,
)
from spineplanner.wording.sheet.segments import plain
from tests.domain.apart_cases import apart_clinic, published
from tests.paper.scenes import NOW, aliquot, formulary, sheet, with_plan


def words_of(*ordered: Aliquot) -> list[tuple[str, str, str]]:
    """Route, site and mark of the labels of an order."""
    envelope = with_plan(aliquots=ordered)
    preparation = prepare(envelope.plan, formulary(), ())
    made = compose_labels(
        compose(
            envelope, formulary(), preparation, (), kind=SheetKind.PREPARATION, now=NOW, by="B."
        )
    )
    texts = [label_text(label, made) for label in made.labels]
    return [(plain(text.route), plain(text.site), plain(text.draw)) for text in texts]


def test_caudal_and_intravenous_containers_are_named_by_route_and_way() -> None:
    syringe = Aliquot(site=VEIN, cells=5_000_000, volume_ul=5_000, needle="tuohy-18g-90mm")
    assert words_of(aliquot(CAUDAL), syringe) == [
        ("EPIDURAL", "caudal", "Draw to  mL"),
        ("INTRAVENOUS", "vein, syringe", "Draw to  mL"),
    ]


def test_a_bag_whose_time_is_not_stated_is_still_a_bag() -> None:
    bag = aliquot(VEIN)
    assert bag.container is ContainerKind.BAG
    assert words_of(bag) == [("INTRAVENOUS", "vein, bag, 30 min", "")]


def test_every_lot_that_may_be_in_a_container_is_named() -> None:
    made = compose_labels(sheet("many-lots"))
    said = [plain(label_text(label, made).content[1]) for label in made.labels]
    lots = {lot.number for lot in sheet("many-lots").lots}
    assert all(lots & set(text.removeprefix("lot ").split(", ")) for text in said)


def test_a_label_names_the_vials_where_they_are_kept_apart() -> None:
    envelope = with_plan().replace(plan=published(), record=Record())
    clinic = apart_clinic()
    preparation = prepare_as_recorded(envelope, clinic)
    made = compose_labels(
        compose(envelope, clinic, preparation, (), kind=SheetKind.PREPARATION, now=NOW, by="B.")
    )
    said = [plain(label_text(label, made).content[1]) for label in made.labels]
    assert said[0] == "lot EX-1 vial 1"
    assert said[9] == "lot EX-1 vials 2 to 7"


def test_routes_are_words_in_capitals_and_a_spare_says_so() -> None:
    assert [route_word(route) for route in (*Route, None)] == [
        "FACET",
        "EPIDURAL",
        "INTRAVENOUS",
        "SPARE",
    ]


@pytest.mark.parametrize(
    ("refusal", "said"),
    [
        (PatientNotIdentified(), "record number or birth date"),
        (NotPrepared((NoAliquots(),)), "can be computed. Nothing is ordered yet."),
        (OrderSuperseded(3), "Revision 3 is superseded."),
        (NoSuchContainers((11, 12, 13), 10), "no container 11 to 13; the plan has 1 to 10."),
        (ReasonMissing((3, 4)), "Labels 3, 4 were printed before. Say why"),
        (StartBeyondPage(22, 21), "no label 22: start at 1 to 21."),
        (OffThePage("Ours"), "labels of Ours would lie off the page"),
        (
            DoesNotFit(None, LabelLine.SITE, "Ours"),
            "Ours: a spare label has no room for this: site",
        ),
        (CannotBePrinted(2, LabelLine.PATIENT, ("ש",)), "label 2 this can’t be printed"),
    ],
)
def test_every_refusal_is_a_sentence_with_its_figures(refusal: LabelRefusal, said: str) -> None:
    sentence = label_refusal_sentence(refusal)
    assert said in sentence
    assert sentence.endswith(".")


def test_every_part_of_a_label_has_a_name_of_its_own() -> None:
    sentences = {label_refusal_sentence(DoesNotFit(1, part, "Ours")) for part in LabelLine}
    assert len(sentences) == len(LabelLine)


def test_several_refusals_are_summed_up() -> None:
    one, more = ReasonMissing((3, 4)), NoSuchContainers((11,), 10)
    assert refusals_summary((one,)) == label_refusal_sentence(one)
    assert refusals_summary((one, more, more)).endswith("printed again. 2 more like it.")


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("3", (3,)),
        ("3,5-7", (3, 5, 6, 7)),
        ("7, 3", (3, 7)),
        ("5-5", (5,)),
        ("1-3,2-4", (1, 2, 3, 4)),
    ],
)
def test_containers_are_read_single_and_from_to(text: str, read: tuple[int, ...]) -> None:
    assert read_containers(text) == read


@pytest.mark.parametrize("text", ["", "-", "3-", "a", "3.5", "1,,2", "1 2", "٣", "1234"])
def test_what_is_no_list_of_containers_is_misread(text: str) -> None:
    assert isinstance(read_containers(text), Misread)


@pytest.mark.parametrize(
    ("text", "read"),
    [("0", 0), ("0.5", 500), ("-1.25 mm", -1250), ("+2mm", 2000), ("−0.001", -1), ("20", 20_000)],
)
def test_offsets_are_read_to_the_micrometre(text: str, read: int) -> None:
    assert read_offset(text) == read


@pytest.mark.parametrize("text", ["", "0,5", ".5", "1e1", "20.001", "-21", "0.0001", "x"])
def test_what_is_no_offset_is_misread(text: str) -> None:
    assert isinstance(read_offset(text), Misread)


@pytest.mark.parametrize(("text", "read"), [("100", 10_000), ("100.5 %", 10_050), ("97%", 9_700)])
def test_scales_are_read_exactly(text: str, read: int) -> None:
    assert read_scale(text) == read


@pytest.mark.parametrize("text", ["", "1", "96.99", "105.01", "100,5", "100.001"])
def test_what_is_no_scale_is_misread(text: str) -> None:
    assert isinstance(read_scale(text), Misread)


@pytest.mark.parametrize(
    ("text", "length_um"),
    [("63.5", 63_500), ("0.001", 1), ("1000", 1_000_000), (" 25.4 mm ", 25_400), ("07", 7_000)],
)
def test_a_length_is_read_to_the_micrometre_and_written_so_that_it_reads_the_same(
    text: str, length_um: int
) -> None:
    assert read_length(text) == length_um
    assert read_length(write_length(length_um)) == length_um


@pytest.mark.parametrize("text", ["", "0", "63,5", "1.0001", "1000.001", "-1", "1e2", "6 3", "٣"])
def test_what_is_no_length_of_a_label_is_refused(text: str) -> None:
    assert isinstance(read_length(text), Misread)
