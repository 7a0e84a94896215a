"""What is wrong with a file, in sentences: what, where, and what to do."""

from typing import assert_never

from spineplanner.domain.problems import (
    FieldFault,
    FileFault,
    FileProblem,
    WholeFile,
    WrongFields,
)
from spineplanner.wording import numbers
from spineplanner.wording.field_paths import place_words
from spineplanner.wording.translate import _, ngettext

_SHOWN = 80
"""As much of a file's own words as a message repeats."""


def problem_sentences(problem: FileProblem) -> list[str]:
    """Say what is wrong: one sentence or two for a file, one for each wrong field."""
    match problem:
        case WholeFile():
            return [_whole(problem)]
        case WrongFields():
            name = str(problem.path) if problem.path else _("The input")
            return [f"{name}, {fault_sentence(fault)}" for fault in problem.faults]
        case _:
            assert_never(problem)


def problem_summary(problem: FileProblem) -> str:
    """The same in one or two sentences: the first wrong field, and how many more there are."""
    sentences = problem_sentences(problem)
    more = len(sentences) - 1
    if more <= 0:
        return "".join(sentences)
    rest = ngettext("{more} more field is wrong.", "{more} more fields are wrong.", more)
    return f"{sentences[0]} {rest.format(more=more)}"


def _whole(problem: WholeFile) -> str:  # noqa: C901 - one sentence for each fault
    name = str(problem.path) if problem.path else _("The input")
    match problem.fault:
        case FileFault.MISSING:
            words = _("{name} does not exist, or its folder does not. Check the path.")
        case FileFault.IS_FOLDER:
            words = _("{name} is a folder. Name a file in it.")
        case FileFault.NOT_ALLOWED:
            words = _("{name} may not be opened. Ask for the right to it, or choose another.")
        case FileFault.DISK_FULL:
            words = _("{name} was not written: the disk is full. Make room and try again.")
        case FileFault.READ_ONLY:
            words = _("{name} was not written: the disk is read-only. Choose another folder.")
        case FileFault.OTHER:
            words = _("{name} can't be used: {detail}. Choose another.")
        case FileFault.EMPTY:
            words = _("{name} is empty. Choose a plan file.")
        case FileFault.TOO_LARGE:
            words = _("{name} is larger than 5 MB, which no plan is. Choose a plan file.")
        case FileFault.BINARY:
            words = _("{name} is not text: byte {at} is zero. Choose a plan file.")
        case FileFault.NOT_UTF8:
            words = _("{name} is not UTF-8 text at byte {at}. Save it as UTF-8.")
        case FileFault.NOT_JSON:
            words = _(
                "{name} is not complete JSON, at line and column {at}: {detail}. "
                "Choose an undamaged copy."
            )
        case FileFault.TOO_DEEP:
            words = _("{name} is nested too deeply in line {at}. Choose a plan file.")
        case FileFault.SAME_KEY_TWICE:
            words = _("{name} has the field “{detail}” twice. Keep one of them.")
        case FileFault.NOT_A_PLAN:
            words = _(
                "{name} is no SpinePlanner file of this kind: its format or version is not named. "
                "Choose another file."
            )
        case FileFault.NEWER:
            words = _(
                "{name} has version {found}, and this program reads up to {known}. "
                "Open it with a newer SpinePlanner."
            )
        case _:
            assert_never(problem.fault)
    return words.format(
        name=name,
        detail=problem.detail[:_SHOWN],
        at=", ".join(map(str, problem.at)) or "–",
        found=problem.found,
        known=problem.known,
    )


def fault_sentence(fault: FieldFault) -> str:
    """Say in people's words what is wrong with a field, and what to do."""
    text = _FAULTS.get(fault.error)
    figures = _Figures({name: _figure(value, fault) for name, value in fault.figures})
    words = _(text).format_map(figures) if text else fault.message
    sentence = _("{place}: {words}.").format(place=place_words(fault.place), words=words)
    if fault.looks_like_number and fault.error in _NUMBER_FAULTS:
        hint = _("Write digits alone, such as 1500000: no quotes, comma, point or exponent.")
        return f"{sentence} {hint}"
    return sentence


def _figure(value: str, fault: FieldFault) -> str:
    """A figure; one in hundredths of a per cent also as per cent."""
    key = str(fault.place[-1]) if fault.place else ""
    if key.endswith("_bp") and value.isdecimal():
        return _("{number}, which is {per_cent}").format(
            number=value, per_cent=numbers.per_cent_bp(int(value))
        )
    return _PATTERNS.get(value, value)


class _Figures(dict[str, str]):
    """Figures by name; one that is absent shows as a dash."""

    def __missing__(self, key: str) -> str:
        return "–"


_PATTERNS = {
    r"^[a-z0-9]+(-[a-z0-9]+)*$": "lower-case letters and digits, joined by hyphens",
    r"^SP-[0-9]{4}-[A-Z]{1,3}-[0-9]{4,6}$": "SP-2026-A-0113",
    r"^[A-Z]{1,2}$": "a letter such as A",
}
"""What the patterns of domain.values, domain.envelope and domain.entries ask for, in words."""

_NUMBER_FAULTS = {"int_type", "int_parsing", "int_from_float", "finite_number"}

_FAULTS = {
    "int_type": "must be a whole number",
    "finite_number": "must be a whole number",
    "int_from_float": "must be a whole number, without a fraction",
    "int_parsing": "must be a whole number",
    "int_parsing_size": "is far too large a number",
    "greater_than": "must be greater than {gt}",
    "greater_than_equal": "must be at least {ge}",
    "less_than_equal": "must be at most {le}",
    "missing": "is missing; add it",
    "extra_forbidden": "is no known field; check its spelling or remove it",
    "string_type": "must be text in quotes",
    "string_too_short": "must not be empty",
    "string_too_long": "has more than {max_length} characters; shorten it",
    "string_pattern_mismatch": "must be written so: {pattern}",
    "bool_type": "must be true or false",
    "enum": "must be one of {expected}",
    "literal_error": "must be {expected}",
    "date_type": "must be a date such as 2026-11-24",
    "date_parsing": "must be a date such as 2026-11-24",
    "date_from_datetime_parsing": "must be a date such as 2026-11-24",
    "datetime_type": "must be a time such as 2026-11-24T09:30:00+01:00",
    "datetime_parsing": "must be a time such as 2026-11-24T09:30:00+01:00",
    "datetime_from_date_parsing": "must be a time such as 2026-11-24T09:30:00+01:00",
    "timezone_aware": "must be a time with its offset, such as 2026-11-24T09:30:00+01:00",
    "uuid_parsing": "must be a UUID",
    "uuid_type": "must be a UUID",
    "tuple_type": "must be a list in square brackets",
    "too_short": "must hold at least {min_length}",
    "too_long": "must hold at most {max_length}, and holds {actual_length}",
    "model_type": "must be an object in curly brackets",
    "model_attributes_type": "must be an object in curly brackets",
    "is_instance_of": "must be a site such as L4-L5 facet LEFT",
    "unknown_site": (
        "must be a site such as L4-L5 facet LEFT, L4-L5 epidural, caudal epidural or vein"
    ),
    "hidden_character": (
        "holds the hidden character U+{code} as its character {position}; remove it"
    ),
    "outer_space": "begins or ends with a space; remove it",
    "string_unicode": "holds half a character, which no text may; type it again",
    "not_an_expiry": "must be a day such as 2027-06-30 or a month such as 2027-06",
    "no_such_day": "is not in the calendar; check the day",
    "same_lot_twice": "name one lot twice; keep one of them",
    "thaw_diluent_unnamed": "gives thaw_diluent_ul without thaw_diluent; name the diluent",
    "flushed_line_keeps": "says that the line is flushed and keeps line_kept_ul; drop one of them",
    "bag_not_in_vein": "is a bag for a site in the spine; make it a syringe",
    "bag_with_needle": "is a bag with needle or extension; remove them",
    "same_site_twice": "order {site} twice; keep one of them",
    "site_absent": (
        "orders {site}, which a patient with {count} lumbar vertebrae does not have; "
        "choose another site or correct the count"
    ),
    "reviewed_not_cervical": "lists a lumbar level in reviewed_epidurals; remove it",
    "unknown_lot": "takes {site} from a lot that is not listed; list it among the lots",
    "unknown_zone": "must be the name of a time zone, such as Europe/London",
    "born_too_late": "has a birth date after the procedure; correct one of them",
    "thaw_backwards": "has a thaw that ends before it starts; correct one of the times",
    "recorded_twice": "names a vial, pool, suspension, site or field twice; keep one entry of it",
    "filled_twice": "fills the syringe of a site from two vials; keep one entry of it",
    "unsigned_volume": (
        "has a volume without who measured it and when, or the reverse; give both or neither"
    ),
    "bag_drawn": "draws a bag, which is made and not drawn; remove it",
    "used_undrawn": "is checked or given before it is drawn; enter first what was drawn",
    "checked_by_preparer": "is checked by who prepared it; a second person must check it",
    "kept_nowhere": "keeps what is left without saying where; name the place",
    "same_dose_twice": "gives two doses to one site; keep one of them",
    "level_not_cervical": "names a lumbar level; it must be a cervical one",
    "unknown_figure": "gives a source for an unknown figure; check the names in figure_sources",
    "volumes_out_of_order": (
        "must not have more withdrawable_ul than fill_ul, nor more fill_ul than vial_ul; "
        "correct them"
    ),
    "points_out_of_order": "must list points from the first minute to the last, each minute once",
    "no_product_code": (
        "must be a GTIN in 14 digits or an ISBT 128 product code of 5, 8 or 16 signs in capitals"
    ),
    "gtin_length": "has {count} digits, and a GTIN has 8, 12, 13 or 14; correct it",
    "wrong_check_digit": (
        "is a GTIN whose check digit does not fit; compare it with the label, digit by digit"
    ),
    "code_listed_twice": "lists one code twice; keep one of them",
    "same_code_twice": "has “{first}” and “{second}” go by one code, {code}; take it off one",
    "marks_end_early": "must have a capacity_ul that is a multiple of graduation_ul",
    "labels_without_pitch": (
        "has several labels across or down and must give pitch_x_um or pitch_y_um for them"
    ),
    "labels_overlap": "has labels that overlap; enlarge pitch_x_um or pitch_y_um",
    "labels_off_page": "has labels that reach over the page’s edge; correct the lengths",
    "same_stock_twice": "is the id of another file in this folder too; rename one of them",
    "same_id_twice": "has two entries with one id; rename one of them",
    "same_limit_twice": "sets one limit twice; keep one of them",
    "syringes_out_of_order": "must list syringes from smallest to largest, each size once",
    "nothing_measures": "must list a syringe that measures; set “measures” of one to true",
    "unknown_allergen": "names an allergen that allergens.json lacks; add it there",
}
