"""What people call the fields of a plan and the limits of the formulary."""

from spineplanner.domain.formulary import LimitName
from spineplanner.wording.translate import _


def field_names(fields: tuple[str, ...]) -> str:
    """Name some fields in people's words."""
    return ", ".join(field_name(field) for field in fields)


def is_field(field: str) -> bool:
    """Tell whether people have a name for a field."""
    return field in _names()


def field_name(field: str) -> str:
    """Name a field, or the last one of a path such as "supply.recovery_bp".

    Raises:
        KeyError: no plan, record or product has such a field.
    """
    return _names()[field.rsplit(".", maxsplit=1)[-1]]


def limit_names(limits: tuple[LimitName, ...]) -> str:
    """Name some limits in people's words."""
    words = _limits()
    return ", ".join(words[limit] for limit in limits)


def _names() -> dict[str, str]:
    return (
        _person_and_day()
        | _counting()
        | _supply()
        | _aliquot()
        | _record()
        | {
            "protocol": _("protocol"),
            "target_cells": _("target"),
            "notes": _("notes"),
            "reasons": _("reason"),
            "text": _("reason"),
            "evidence": _("reason"),
            "formulary": _("an entry of the formulary"),
        }
    )


def _person_and_day() -> dict[str, str]:
    return {
        "patient": _("patient"),
        "name": _("name"),
        "record_number": _("record number"),
        "birth_date": _("birth date"),
        "weight_g": _("weight"),
        "allergies": _("allergies"),
        "anticoagulant": _("anticoagulant"),
        "procedure": _("procedure"),
        "at": _("date and time"),
        "zone": _("time zone"),
        "physician": _("physician"),
        "room": _("room"),
        "clinic": _("clinic"),
        "study_number": _("protocol or IND number"),
    }


def _counting() -> dict[str, str]:
    return {
        "counting": _("counting of the levels"),
        "counted_from": _("where the levels were counted from"),
        "studies": _("images"),
        "images": _("images"),
        "taken_on": _("date of the images"),
        "lumbar_count": _("number of lumbar vertebrae"),
        "confirmed": _("levels confirmed against the images"),
        "reviewed_epidurals": _("cervical epidural spaces reviewed on images"),
    }


def _supply() -> dict[str, str]:
    return {
        "supply": _("cell supply"),
        "product": _("product"),
        "label_basis": _("what the label counts (total or viable)"),
        "dose_basis": _("what an ordered cell means (total or viable)"),
        "recovery_bp": _("recovery"),
        "viability_bp": _("viability"),
        "thaw_diluent": _("diluent at the thaw"),
        "thaw_diluent_ul": _("volume of diluent at the thaw"),
        "lots": _("lot"),
        "number": _("lot number"),
        "expiry": _("expiry"),
        "on_hand": _("vials on hand"),
        "may_mix_lots": _("whether several lots may be used"),
        "diluents": _("diluents"),
        "facet": _("diluent for facet joints"),
        "epidural": _("diluent for the epidural space"),
        "intravenous": _("diluent for the vein"),
        "label_cells": _("cells on the label"),
        "fill_ul": _("fill of a vial"),
        "withdrawable_ul": _("what can be withdrawn from a vial"),
        "dmso_bp": _("share of DMSO"),
        "allergens": _("components that patients may be allergic to"),
        "stability_minutes": _("time to be used in after the thaw"),
        "stability_points": _("viability measured after the thaw"),
        "codes": _("codes of its vials"),
    }


def _aliquot() -> dict[str, str]:
    return {
        "aliquots": _("aliquots"),
        "site": _("site"),
        "cells": _("cells"),
        "volume_ul": _("volume"),
        "container": _("container"),
        "needle": _("needle"),
        "extension_ul": _("what the tubing keeps"),
        "lot": _("lot"),
        "infusion": _("infusion"),
        "fill": _("bag prefilled or empty"),
        "line": _("line flushed, or what it keeps"),
        "line_flushed": _("line flushed"),
        "line_kept_ul": _("what the line keeps"),
        "minutes": _("infusion time"),
    }


def _record() -> dict[str, str]:
    return (
        {
            "counts": _("count"),
            "cells_per_ml": _("counted cells per mL"),
            "basis": _("what the count counts (total or viable)"),
            "vials": _("vials thawed"),
            "pool_ul": _("measured volume of the pool"),
            "method": _("method of the count"),
            "counted_at": _("time of the count"),
            "counted_by": _("who counted"),
            "thaw_started_at": _("start of the thaw"),
            "thaw_started_by": _("who began the thaw"),
            "thaw_ended_at": _("end of the thaw"),
            "thaw_ended_by": _("who ended the thaw"),
            "pooled": _("measured pool"),
            "measured": _("who measured, and when"),
            "left_over": _("what was left"),
            "fate": _("what became of it"),
            "where": _("where it is kept"),
            "settled": _("who settled it, and when"),
            "by": _("name of who did it"),
        }
        | _containers()
        | _second_looks()
    )


def _containers() -> dict[str, str]:
    return {
        "vial": _("number of the vial"),
        "good": _("whether the vial looked good"),
        "taken": _("who took it, and when"),
        "made": _("suspension that was made"),
        "letter": _("letter of the suspension"),
        "sites": _("sites"),
        "stock_ul": _("stock that was measured"),
        "diluent_ul": _("diluent that was measured"),
        "filled": _("syringe or bag that was filled"),
        "container_number": _("number of the container"),
        "drawn_ul": _("volume that was drawn"),
        "drawn": _("who drew it, and when"),
        "labelled": _("who labelled it, and when"),
        "checked": _("who checked it, and when"),
        "given_ul": _("volume that was given"),
        "given": _("who gave it, and when"),
        "infusion_started": _("start of the infusion"),
        "infusion_ended": _("end of the infusion"),
        "label_prints": _("labels that were printed"),
        "chosen_vials": _("vials that were chosen"),
        "labels": _("numbers of the labels"),
        "revision": _("revision"),
        "reprint_reason": _("reason for printing again"),
        "printed": _("who printed, and when"),
    }


def _second_looks() -> dict[str, str]:
    return {
        "second_checks": _("second check"),
        "lines": _("lines"),
        "what": _("what was checked"),
        "of": _("which one"),
        "entered": _("what the checker found"),
        "computed": _("what was computed"),
        "written_order": _("written order"),
        "total_cells": _("total of the written order"),
        "typed": _("who typed it, and when"),
        "drafts": _("what is typed and not entered"),
        "step": _("step of the day"),
        "ask": _("field of the step"),
        "words": _("words as typed"),
    }


def _limits() -> dict[LimitName, str]:
    return {
        LimitName.FACET_CERVICAL_VOLUME_USUAL: _("usual volume of a cervical facet"),
        LimitName.FACET_CERVICAL_VOLUME_HARD: _("highest volume of a cervical facet"),
        LimitName.FACET_LUMBAR_VOLUME_USUAL: _("usual volume of a lumbar facet"),
        LimitName.FACET_LUMBAR_VOLUME_HARD: _("highest volume of a lumbar facet"),
        LimitName.EPIDURAL_CERVICAL_VOLUME_USUAL: _("usual volume of a cervical epidural"),
        LimitName.EPIDURAL_CERVICAL_VOLUME_HARD: _("highest volume of a cervical epidural"),
        LimitName.EPIDURAL_LUMBAR_VOLUME_USUAL: _("usual volume of a lumbar epidural"),
        LimitName.EPIDURAL_LUMBAR_VOLUME_HARD: _("highest volume of a lumbar epidural"),
        LimitName.CAUDAL_VOLUME_USUAL: _("usual volume of a caudal epidural"),
        LimitName.CAUDAL_VOLUME_HARD: _("highest volume of a caudal epidural"),
        LimitName.VEIN_VOLUME_USUAL: _("usual volume of an infusion"),
        LimitName.VEIN_VOLUME_HARD: _("highest volume of an infusion"),
        LimitName.FACET_CELLS_USUAL: _("usual cells of a facet"),
        LimitName.FACET_CELLS_HARD: _("highest cells of a facet"),
        LimitName.EPIDURAL_CELLS_USUAL: _("usual cells of an epidural"),
        LimitName.EPIDURAL_CELLS_HARD: _("highest cells of an epidural"),
        LimitName.VEIN_CELLS_USUAL: _("usual cells of an infusion"),
        LimitName.VEIN_CELLS_HARD: _("highest cells of an infusion"),
        LimitName.SIBLING_FACTOR: _("cells against siblings or protocol"),
        LimitName.DOSE_ERROR_USUAL: _("usual error of a dose"),
        LimitName.DOSE_ERROR_HARD: _("largest error of a dose"),
        LimitName.DMSO_PER_KG: _("DMSO by body weight"),
        LimitName.LOCAL_DMSO_FACET: _("DMSO in a facet joint"),
        LimitName.LOCAL_DMSO_EPIDURAL: _("DMSO in the epidural space"),
        LimitName.SYRINGE_FILL_LEAST: _("least filling of a syringe"),
        LimitName.CONCENTRATION_LEAST: _("thinnest suspension"),
        LimitName.RELEASE_VIABILITY: _("release viability"),
        LimitName.COUNT_OFF_PLAN: _("count off plan"),
        LimitName.COUNT_LEAST_OF_PLAN: _("least count of plan"),
        LimitName.USE_BY_NEAR: _("warning before the use-by time"),
    }
