"""A worksheet in words: everything that a sheet prints, as texts and blanks."""

from typing import TypedDict

from spineplanner.domain.rules import Severity
from spineplanner.domain.worksheet import Answered, Worksheet
from spineplanner.wording import numbers
from spineplanner.wording.findings import finding_title, finding_titles
from spineplanner.wording.sheet.checker import CheckerText, checker_text
from spineplanner.wording.sheet.head import HeadText, head_text
from spineplanner.wording.sheet.rows import TableText, needle_lines, table_text
from spineplanner.wording.sheet.steps import StepsText, steps_text
from spineplanner.wording.sheet.supply import (
    ProductText,
    SupplyText,
    product_text,
    supply_text,
)
from spineplanner.wording.translate import _, ngettext


class SheetText(TypedDict):
    """All words of a sheet, by the places its template has for them."""

    kind: str
    head: HeadText
    supply: SupplyText
    product: ProductText
    table: TableText
    steps: StepsText
    checker: CheckerText
    open_title: str
    open: list[str]
    reasons: list[str]
    order: list[str]
    needles: list[str]
    notes: str
    words: dict[str, str]


def sheet_text(sheet: Worksheet) -> SheetText:
    """Put a worksheet into words."""
    return SheetText(
        kind=sheet.head.kind.value,
        head=head_text(sheet),
        supply=supply_text(sheet),
        product=product_text(sheet),
        table=table_text(sheet),
        steps=steps_text(sheet),
        checker=checker_text(sheet),
        open_title=_open_title(sheet),
        open=_open(sheet),
        reasons=[_reason(item) for item in sheet.answered],
        order=_order_lines(sheet),
        needles=needle_lines(sheet),
        notes=sheet.plan.notes or "",
        words=template_words(),
    )


def _marked(severity: Severity, text: str) -> str:
    """Set the severity's shape before a finding, so that it is told apart without colour."""
    mark = {Severity.STOP: "■", Severity.CONFIRM: "▲", Severity.NOTE: "●"}[severity]
    return f"{mark} {text}"


def _open(sheet: Worksheet) -> list[str]:
    numbers_of = {row.container.site: row.container.number for row in sheet.rows}
    return [
        _marked(severity, title)
        for severity in (Severity.STOP, Severity.CONFIRM)
        for title in finding_titles(
            [f for f in sheet.open_findings if f.severity is severity], numbers_of
        )
    ]


def _open_title(sheet: Worksheet) -> str:
    stops = sum(f.severity is Severity.STOP for f in sheet.open_findings)
    confirms = len(sheet.open_findings) - stops
    parts = [
        ngettext("{count} stop", "{count} stops", stops).format(count=stops) if stops else "",
        _("{count} to confirm").format(count=confirms) if confirms else "",
    ]
    return _("Open: {parts}").format(parts=", ".join(part for part in parts if part))


def _reason(item: Answered) -> str:
    text = _("{finding}: “{reason}”").format(
        finding=finding_title(item.finding).removesuffix("."), reason=item.reason.text
    )
    return _marked(item.finding.severity, text)


def _order_lines(sheet: Worksheet) -> list[str]:
    """Protocol, target and anticoagulant, for whoever approves."""
    plan, lines = sheet.plan, []
    if sheet.protocol is not None:
        name = sheet.protocol.name
        lines.append(
            _("modified from {protocol}").format(protocol=name) if sheet.modified else name
        )
    if plan.target_cells is not None:
        lines.append(
            _("{ordered} of {target} assigned").format(
                ordered=numbers.millions(plan.ordered_cells),
                target=numbers.cells(plan.target_cells),
            )
        )
    status = plan.anticoagulant
    taken = _("Anticoagulant: {status}").format(status=status) if status else ""
    return [*lines, *([taken] if taken else [])]


def template_words() -> dict[str, str]:
    """The fixed words of the templates."""
    return {
        "left": _("LEFT"),
        "right": _("RIGHT"),
        "seen": _("Seen from behind: the patient’s left is on your left"),
        "picture": _("The spine from behind with the sites that receive cells"),
        "qr": _("Code with plan number, revision and check code"),
        "number": _("#"),
        "site": _("Site"),
        "give": _("Give mL"),
        "mark": _("Draw to mL"),
        "syringe": _("Syringe"),
        "from": _("From"),
        "needle": _("Needles"),
        "keeps": _("Needle keeps mL"),
        "container": _("In"),
        "drawn": _("Drawn mL, initials"),
        "checked": _("Checked, initials"),
        "given": _("Given mL, time, initials"),
        "total": _("Total"),
        "preparation": _("Preparation"),
        "reasons": _("Reasons given"),
        "notes": _("Notes"),
        "order": _("Order"),
        "timeout": _("Time-out"),
        "patient": _("patient"),
        "procedure": _("procedure"),
        "levels": _("levels"),
        "sides": _("sides"),
        "lot": _("product and lot"),
        "allergies": _("allergies"),
        "states": _("patient states side:"),
        "time": _("time"),
        "signatures": _("Signatures: name, signature, date and time"),
        "signed": _("(name, signature, date and time)"),
        "prepared": _("Prepared by"),
        "second": _("Checked by, a second person"),
        "administered": _("Administered by"),
        "reconciled": _("Reconciled by"),
        "ordered": _("Ordered by"),
        "mark_found": _("Draw to mL (yours)"),
    }
