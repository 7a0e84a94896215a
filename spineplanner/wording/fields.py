"""What people call the fields of a plan."""

from spineplanner.wording.translate import _

_NAMES = {
    "name": "name",
    "record_number": "record number",
    "birth_date": "birth date",
    "at": "date and time",
    "physician": "physician",
    "allergies": "allergies",
    "product": "product",
    "label_basis": "what the label counts (total or viable)",
    "dose_basis": "what an ordered cell means (total or viable)",
    "recovery_bp": "recovery",
    "viability_bp": "viability",
    "lots": "lot",
    "expiry": "expiry",
    "on_hand": "vials on hand",
    "counted_from": "where the levels were counted from",
    "studies": "images",
    "confirmed": "levels confirmed against the images",
    "lumbar_count": "number of lumbar vertebrae",
    "fill": "bag prefilled or empty",
    "line": "line flushed, or what it keeps",
    "minutes": "infusion time",
    "weight_g": "weight",
    "anticoagulant": "anticoagulant",
    "cells": "cells",
    "volume_ul": "volume",
    "needle": "needle",
    "label_cells": "cells on the label",
    "fill_ul": "fill of a vial",
    "withdrawable_ul": "what can be withdrawn from a vial",
}


def field_names(fields: tuple[str, ...]) -> str:
    """Name some fields in people's words."""
    return ", ".join(_(_NAMES.get(field, field)) for field in fields)
