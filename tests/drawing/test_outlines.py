"""The asset files hold measures with their sources, and what cannot be drawn is refused."""

import json
import shutil
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest

from spineplanner.domain.anatomy import Region
from spineplanner.drawing.column import stack
from spineplanner.drawing.curves import extent, smooth
from spineplanner.drawing.outlines import Certainty
from spineplanner.drawing.reading import OutlineError, load_outlines
from spineplanner.drawing.shapes import Role
from spineplanner.resources import asset
from tests.drawing.scenes import COUNTS, OUTLINES, REGIONS, draw

Json = dict[str, Any]


def refusal(folder: Path, file: str, spoil: Callable[[Json], object]) -> str:
    """Spoil one copied file, and return the sentence with which it is refused."""
    shutil.copytree(asset("anatomy"), folder, dirs_exist_ok=True)
    path = folder / file
    data = json.loads(path.read_text(encoding="utf-8"))
    spoil(data)
    path.write_text(json.dumps(data), encoding="utf-8")
    with pytest.raises(OutlineError) as refused:
        load_outlines(folder)
    return str(refused.value)


def test_every_measure_names_its_source_and_how_sure_it_is() -> None:
    for region in REGIONS:
        outlines = OUTLINES[region]
        assert len(outlines.measures()) > 25
        used = {measure.source for measure in outlines.measures()}
        assert used == set(outlines.sources)


def test_what_is_chosen_is_called_inferred() -> None:
    for outlines in OUTLINES.values():
        for measure in outlines.measures():
            chosen = "Chosen" in outlines.sources[measure.source]
            assert chosen == (measure.certainty is Certainty.INFERRED)


@pytest.mark.parametrize("count", COUNTS)
def test_the_spine_is_drawn_in_its_measures(count: int) -> None:
    outlines = OUTLINES[Region.LUMBAR]
    column = outlines.columns[COUNTS.index(count)]
    placed = stack(outlines, column)
    for vertebra, (_, measured_as) in zip(placed, column.vertebrae, strict=True):
        if vertebra.name == "S1":
            continue
        arch = max(
            (part for part in vertebra.form.parts if part.role is Role.ARCH),
            key=lambda part: max(x for x, _ in part.points),
        )
        reach = max(vertebra.place(point)[0] for point in arch.points)
        assert reach == pytest.approx(outlines.vertebrae[measured_as].span.mm / 2, abs=0.2)
    heights = [vertebra.body_height + vertebra.disc_below for vertebra in placed]
    assert [vertebra.top for vertebra in placed] == pytest.approx(
        [sum(heights[:index]) for index in range(len(heights))]
    )


def test_the_third_lumbar_vertebra_is_wider_than_its_neighbours() -> None:
    spans = {name: vertebra.span.mm for name, vertebra in OUTLINES[Region.LUMBAR].vertebrae.items()}
    assert spans["L3"] > max(spans["L2"], spans["L4"])


def test_the_sacrum_has_four_pairs_of_foramina() -> None:
    foramina = [shape for shape in draw(Region.LUMBAR).shapes if shape.role is Role.FORAMEN]
    assert len(foramina) == 8


@pytest.mark.parametrize("region", REGIONS)
def test_only_the_end_vertebrae_with_ribs_have_their_stubs(region: Region) -> None:
    ribs = [shape for shape in draw(region).shapes if shape.role is Role.RIB]
    assert len(ribs) == 2


def test_more_lumbar_vertebrae_make_a_longer_spine() -> None:
    heights = [
        extent(shape.outline for shape in draw(Region.LUMBAR, count, filled="empty").shapes).bottom
        for count in COUNTS
    ]
    assert heights == sorted(heights)
    assert heights[2] - heights[0] > 60


@pytest.mark.parametrize("wrong", [0, -3, 1000, "wide", None])
def test_a_length_that_is_none_is_refused_by_name(tmp_path: Path, wrong: object) -> None:
    sentence = refusal(
        tmp_path, "lumbar.json", lambda data: data["vertebrae"]["L3"]["span"].update(mm=wrong)
    )
    assert sentence.startswith("lumbar.json: vertebrae.L3.span.mm: ")
    assert sentence.endswith(".")


def test_a_length_that_is_not_a_number_is_refused(tmp_path: Path) -> None:
    sentence = refusal(
        tmp_path,
        "cervical.json",
        lambda data: data["vertebrae"]["C5"]["body_width"].update(mm=float("nan")),
    )
    assert sentence.startswith("cervical.json: vertebrae.C5.body_width.mm: ")


def test_a_point_left_of_the_midline_is_refused_with_its_form(tmp_path: Path) -> None:
    def spoil(data: Json) -> None:
        data["parts"][0]["points"][2][0] = -5

    sentence = refusal(tmp_path, "forms/sacrum.json", spoil)
    assert sentence == (
        "forms/sacrum.json: parts.0: an outline is the right half: no point has a negative x."
    )


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (lambda part: part["points"].insert(1, part["points"][0]), "a point stands twice in a row"),
        (lambda part: part["points"][0].__setitem__(0, 1), "begins and ends at x = 0"),
        (lambda part: part.update(closed=False), "an outline across the midline is closed"),
        (lambda part: part.update(role="number"), "no part of a vertebra is a number"),
        (lambda part: part.update(points=[]), "at least 2 items"),
        (lambda part: part.update(colour="red"), "Extra inputs are not permitted"),
    ],
)
def test_an_outline_that_cannot_be_drawn_is_refused(
    tmp_path: Path, spoil: Callable[[Json], object], reason: str
) -> None:
    sentence = refusal(tmp_path, "forms/lumbar.json", lambda data: spoil(data["parts"][0]))
    assert sentence.startswith("forms/lumbar.json: parts.0")
    assert reason in sentence


@pytest.mark.parametrize(
    ("spoil", "reason"),
    [
        (
            lambda data: data["vertebrae"]["L2"]["joints_below"].update(mm=90),
            "the joints of L2 lie outside its span",
        ),
        (
            lambda data: data["vertebrae"]["L2"]["joints_below"].update(mm=8),
            "the joints of L2 are so close that their signs meet",
        ),
        (
            lambda data: data["vertebrae"]["L2"]["span"].update(source="hearsay"),
            "a measure names the unknown source 'hearsay'",
        ),
        (
            lambda data: data["columns"][1]["vertebrae"].pop(2),
            "the column for 5 lumbar vertebrae has other levels",
        ),
        (
            lambda data: data["columns"].pop(),
            "no column has 6 lumbar vertebrae",
        ),
        (
            lambda data: data["columns"][0]["vertebrae"][1].__setitem__(1, "L9"),
            "a column takes the measures of L9, which has none",
        ),
        (
            lambda data: data["vertebrae"]["S1"].update(form="lumbar"),
            "the hiatus belongs to the last vertebra of the lumbar column",
        ),
        (
            lambda data: data["vertebrae"]["L1"].update(form="sacrum"),
            "the form of L1 does not say where its sites are",
        ),
    ],
)
def test_measures_that_contradict_one_another_are_refused(
    tmp_path: Path, spoil: Callable[[Json], object], reason: str
) -> None:
    assert refusal(tmp_path, "lumbar.json", spoil) == f"lumbar.json: {reason}."


def test_a_form_whose_joints_lie_outside_it_is_refused(tmp_path: Path) -> None:
    sentence = refusal(
        tmp_path, "forms/axis.json", lambda data: data["size"].update(joints_below=60)
    )
    assert sentence == "forms/axis.json: size: the joints lie outside the span."


def test_an_unknown_form_is_refused_as_a_file_that_is_missing(tmp_path: Path) -> None:
    sentence = refusal(
        tmp_path, "lumbar.json", lambda data: data["vertebrae"]["L2"].update(form="fish")
    )
    assert sentence == "fish.json: the file cannot be read."


@pytest.mark.parametrize(
    ("text", "reason"), [("[]", "does not hold an object"), ("{", "this is not JSON")]
)
def test_a_file_that_is_something_else_is_refused(tmp_path: Path, text: str, reason: str) -> None:
    shutil.copytree(asset("anatomy"), tmp_path, dirs_exist_ok=True)
    (tmp_path / "lumbar.json").write_text(text, encoding="utf-8")
    with pytest.raises(OutlineError, match=reason):
        load_outlines(tmp_path)


@pytest.mark.parametrize("points", [[], [(0.0, 0.0)], [(0.0, 0.0), (1.0, 1.0), (1.0, 1.0)]])
def test_a_line_without_two_places_cannot_be_drawn(points: list[tuple[float, float]]) -> None:
    with pytest.raises(ValueError, match=r"two points|twice in a row"):
        smooth(points, closed=False)
