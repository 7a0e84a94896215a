"""What undo and redo call each edit, and why an edit was refused."""

from collections.abc import Callable, Iterable
from typing import Any

from spineplanner.domain import edits
from spineplanner.domain.anatomy import Side, Site, SiteKind
from spineplanner.domain.edits.aliquots import Dose
from spineplanner.domain.edits.refused import (
    NoOtherSide,
    NoTarget,
    NothingLeft,
    NothingThere,
    NothingToMirror,
    NotValid,
    Refused,
    SiteAbsent,
    SitesWouldVanish,
)
from spineplanner.domain.preparation import Container
from spineplanner.wording import numbers
from spineplanner.wording.fields import field_names
from spineplanner.wording.problems import fault_sentence
from spineplanner.wording.refused_day import day_refusal_words
from spineplanner.wording.sites import side_word, site_name
from spineplanner.wording.translate import _, ngettext


def edit_name(edit: Callable[..., object], **given: Any) -> str:  # noqa: ANN401
    """Name an edit by its function and what it was given: "Place 1 million at L4–L5 facet LEFT".

    Raises:
        KeyError: the function is no edit.
    """
    return _NAMES[edit](given)


Given = dict[str, Any]


def _amount(dose: Dose) -> str:
    return _("an aliquot") if dose.cells is None else numbers.cells(dose.cells)


def _place(given: Given) -> str:
    return _("Place {amount} at {site}").format(
        amount=_amount(given["dose"]), site=site_name(given["site"])
    )


def _where(sites: Iterable[Site]) -> str:
    """One site by its name, several by how many they are."""
    places = list(sites)
    if len(places) == 1:
        return site_name(places[0])
    if all(site.kind is SiteKind.FACET for site in places):
        return ngettext("{count} facet", "{count} facets", len(places)).format(count=len(places))
    return ngettext("{count} site", "{count} sites", len(places)).format(count=len(places))


def _fill(given: Given) -> str:
    return _("Place {amount} at {where}").format(
        amount=_amount(given["dose"]), where=_where(given["sites"])
    )


def _fill_each(given: Given) -> str:
    places = [site for site, _dose in given["doses"]]
    amounts = {_amount(dose) for _site, dose in given["doses"]}
    if len(amounts) == 1:
        return _("Place {amount} at {where}").format(amount=amounts.pop(), where=_where(places))
    return _("Place cells at {where}").format(where=_where(places))


def _set_cells(given: Given) -> str:
    if given["cells"] is None:
        return _("Leave the cells of {where} open").format(where=_where(given["sites"]))
    return _("Order {amount} for {where}").format(
        amount=numbers.cells(given["cells"]), where=_where(given["sites"])
    )


def _set_volume(given: Given) -> str:
    if given["volume_ul"] is None:
        return _("Leave the volume of {where} open").format(where=_where(given["sites"]))
    return _("Give {volume} at {where}").format(
        volume=numbers.volume(given["volume_ul"]), where=_where(given["sites"])
    )


def _mirror(given: Given) -> str:
    side: Side = given["from_side"]
    return _("Mirror {side} to {other}").format(side=side_word(side), other=side_word(side.other))


def _change(given: Given) -> str:
    """Name the fields that are changed: "Change recovery, viability"."""
    return _("Change {fields}").format(fields=field_names(tuple(given)))


def _give_reasons(given: Given) -> str:
    count = len(tuple(given["reasons"]))
    return ngettext("Give a reason", "Give a reason for {count} findings", count).format(
        count=count
    )


def _withdraw_reasons(given: Given) -> str:
    count = len(tuple(given["reasons"]))
    return ngettext("Withdraw a reason", "Withdraw the reason for {count} findings", count).format(
        count=count
    )


def _container(given: Given, *, bag: str, other: str) -> str:
    container: Container = given["container"]
    return (bag if container.aliquot.is_bag else other).format(n=container.number)


_NAMES: dict[Callable[..., object], Callable[[Given], str]] = {
    edits.place: _place,
    edits.fill: _fill,
    edits.fill_each: _fill_each,
    edits.remove: lambda g: _("Remove {where}").format(where=_where(g["sites"])),
    edits.clear: lambda _given: _("Remove all aliquots"),
    edits.set_cells: _set_cells,
    edits.set_volume: _set_volume,
    edits.set_needle: lambda g: _("Change the needle at {where}").format(where=_where(g["sites"])),
    edits.set_container: lambda _given: _("Change the container of the infusion"),
    edits.set_lot: lambda g: _("Choose the lot of {where}").format(where=_where(g["sites"])),
    edits.both_sides: lambda g: _("Copy {where} to the other side").format(
        where=_where(g["sites"])
    ),
    edits.mirror: _mirror,
    edits.send_rest_to_vein: lambda _given: _("Send the rest to the vein"),
    edits.apply_protocol: lambda g: _("Apply {protocol}").format(protocol=g["protocol"].name),
    edits.leave_protocol: lambda _given: _("Leave the protocol"),
    edits.set_patient: _change,
    edits.change_patient: lambda _given: _("Wipe the patient"),
    edits.set_procedure: _change,
    edits.set_counting: _change,
    edits.set_lumbar_count: lambda g: _("State {count} lumbar vertebrae").format(count=g["count"]),
    edits.set_supply: _change,
    edits.set_diluents: _change,
    edits.set_infusion: _change,
    edits.set_anticoagulant: lambda _given: _("State the anticoagulant"),
    edits.set_target: lambda _given: _("Change the target"),
    edits.set_notes: lambda _given: _("Change the notes"),
    edits.give_reason: lambda _given: _("Give a reason"),
    edits.give_reasons: _give_reasons,
    edits.answer_finding: lambda _given: _("Give a reason"),
    edits.answer: lambda _given: _("Give a reason"),
    edits.withdraw_answers: lambda _given: _("Withdraw a reason"),
    edits.withdraw_reason: lambda _given: _("Withdraw a reason"),
    edits.withdraw_reasons: _withdraw_reasons,
    edits.record_count: lambda _given: _("Enter the count"),
    edits.withdraw_count: lambda _given: _("Withdraw the count"),
    edits.record_thaw: lambda _given: _("Enter the thaw"),
    edits.take_vial: lambda g: _("Take vial {vial}").format(vial=g["label"].vial),
    edits.put_vial_back: lambda g: _("Put vial {vial} back").format(vial=g["vial"]),
    edits.start_thaw: lambda _given: _("Start the thaw"),
    edits.end_thaw: lambda _given: _("End the thaw"),
    edits.choose_vials: lambda _given: _("Choose the vial of each syringe"),
    edits.leave_vials_open: lambda _given: _("Fill each syringe where it fits first"),
    edits.measure_pool: lambda _given: _("Enter the volume of the pool"),
    edits.enter_count: lambda _given: _("Enter the count"),
    edits.make_suspension: lambda g: _("Make suspension {letter}").format(
        letter=g["suspension"].letter
    ),
    edits.fill_bag: lambda g: _("Make suspension {letter}").format(letter=g["suspension"].letter),
    edits.unmake_suspension: lambda g: _("Withdraw suspension {letter}").format(letter=g["letter"]),
    edits.draw: lambda g: _("Draw syringe {number}").format(number=g["container"].number),
    edits.stick_label: lambda g: _container(
        g, bag=_("Label bag {n}"), other=_("Label syringe {n}")
    ),
    edits.check_container: lambda g: _container(
        g, bag=_("Check bag {n}"), other=_("Check syringe {n}")
    ),
    edits.give: lambda g: _("Give syringe {number}").format(number=g["container"].number),
    edits.start_infusion: lambda _given: _("Start the infusion"),
    edits.end_infusion: lambda _given: _("End the infusion"),
    edits.empty_container: lambda g: _container(
        g, bag=_("Withdraw all of bag {n}"), other=_("Withdraw all of syringe {n}")
    ),
    edits.withdraw_thaw_start: lambda _given: _("Withdraw the start of the thaw"),
    edits.withdraw_thaw_end: lambda _given: _("Withdraw the end of the thaw"),
    edits.withdraw_pool: lambda _given: _("Withdraw the volume of the pool"),
    edits.withdraw_label: lambda g: _container(
        g, bag=_("Withdraw the label of bag {n}"), other=_("Withdraw the label of syringe {n}")
    ),
    edits.withdraw_check: lambda g: _container(
        g, bag=_("Withdraw the check of bag {n}"), other=_("Withdraw the check of syringe {n}")
    ),
    edits.withdraw_given: lambda g: _container(
        g,
        bag=_("Withdraw the end of the infusion"),
        other=_("Withdraw what was given from syringe {n}"),
    ),
    edits.withdraw_infusion_start: lambda _given: _("Withdraw the start of the infusion"),
    edits.withdraw_left_over: lambda _given: _("Withdraw what was left"),
    edits.settle_left_over: lambda _given: _("Enter what was left"),
    edits.enter_second_check: lambda _given: _("Enter the second check"),
    edits.type_order: lambda _given: _("Type the written order"),
    edits.withdraw_order: lambda _given: _("Withdraw the written order"),
    edits.keep_typed: lambda _given: _("Keep what is typed"),
    edits.note_labels: lambda _given: _("Print labels"),
}


def refusal_words(reason: Refused) -> str:
    """Say why an edit was refused."""
    match reason:
        case SiteAbsent(site=site, lumbar_count=count):
            return _("{site} does not exist with {count} lumbar vertebrae.").format(
                site=site_name(site), count=count
            )
        case NothingThere(site=site):
            return _("Nothing is ordered for {site}.").format(site=site_name(site))
        case NothingToMirror(side=side):
            return _("No facet on the {side} has an aliquot to mirror.").format(
                side=side_word(side)
            )
        case NoTarget():
            return _("The plan has no target. Enter a target first.")
        case NothingLeft(beyond=0):
            return _("Nothing is left: the other sites reach the target.")
        case NothingLeft(beyond=beyond):
            return _("Nothing is left: the other sites are {amount} over the target.").format(
                amount=numbers.cells(beyond)
            )
        case SitesWouldVanish(sites=sites):
            return _("Remove these first, they would not exist any more: {sites}.").format(
                sites=", ".join(site_name(site) for site in sites)
            )
        case NoOtherSide(site=site):
            return _("{site} has no other side.").format(site=site_name(site))
        case NotValid(faults=faults):
            return " ".join(fault_sentence(fault) for fault in faults)
        case _:
            return day_refusal_words(reason)
