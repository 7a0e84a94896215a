"""Why each rule exists and what to do about it."""

from spineplanner.domain.rules import Rule
from spineplanner.wording.translate import _


def advice(rule: Rule) -> str:
    """Say why a rule exists, and what to do about what it found."""
    return _advice()[rule]


def _advice() -> dict[Rule, str]:
    return {
        Rule.PATIENT_IDENTIFIERS: _("Two identifiers keep patients apart. Enter them."),
        Rule.PROCEDURE_NOT_STATED: _("Expiry and responsibility depend on it. Enter it."),
        Rule.ALLERGIES_NOT_STATED: _("Ask; “none known” is an answer, silence is not."),
        Rule.SUPPLY_NOT_STATED: _(
            "The number of vials depends on it, and nothing is assumed. Enter it."
        ),
        Rule.LOT_NOT_STATED: _("Enter number, expiry and vials on hand of the lot."),
        Rule.ENTRY_UNKNOWN: _("Add it to the formulary, or choose another."),
        Rule.EPIDURAL_LEVEL_OPEN: _("A protocol carries doses, never levels. Choose the level."),
        Rule.REFUSAL: _("Until then vials, stock and left over are not computable."),
        Rule.LOT_EXPIRED: _("Choose another lot."),
        Rule.LOTS_MIXED: _("Use one lot, or allow several lots in the plan."),
        Rule.LEVELS_NOT_CONFIRMED: _(
            "Wrong levels begin with a miscount. State images and counting."
        ),
        Rule.LUMBAR_COUNT_NOT_STATED: _("Four or six lumbar vertebrae shift every name. State it."),
        Rule.EPIDURAL_NOT_REVIEWED: _("Review the images at this level, and say so."),
        Rule.ALLERGY: _("Choose another product or diluent, or correct the allergy."),
        Rule.DILUENT_NOT_CHOSEN: _("Choose what the suspension is diluted with."),
        Rule.DILUENT_PRESERVATIVE: _("Preservatives harm nerves. Choose another diluent."),
        Rule.DILUENT_ROUTE: _(
            "The formulary does not list it so. Choose another, or give a reason."
        ),
        Rule.BAG_NOT_STATED: _("The bag can't be made or given without it. Enter it."),
        Rule.WEIGHT_NOT_STATED: _("DMSO is judged by body weight. Enter it."),
        Rule.VOLUME_ABOVE_USUAL: _(
            "Joint and space may leak or hurt. Order less, or give a reason."
        ),
        Rule.VOLUME_ABOVE_HARD: _("Order less."),
        Rule.CELLS_ABOVE_USUAL: _("Check the number, or give a reason."),
        Rule.CELLS_ABOVE_HARD: _("Order fewer cells."),
        Rule.CELLS_ABOVE_SIBLINGS: _("A slip of the decimal point looks like this. Give a reason."),
        Rule.CELLS_ABOVE_PROTOCOL: _("A slip of the decimal point looks like this. Give a reason."),
        Rule.CERVICAL_EPIDURAL: _("The space narrows upward. Choose C7–T1, or give a reason."),
        Rule.CERVICAL_EPIDURAL_TOO_HIGH: _("Choose a lower level."),
        Rule.DOSE_OFF: _(
            "It comes from the marks that can be read. Change a volume, or give a reason."
        ),
        Rule.DOSE_FAR_OFF: _(
            "The marks that can be read are too coarse. Change volume or dilution."
        ),
        Rule.TOTAL_OFF_TARGET: _("Change a dose or the target, or give a reason."),
        Rule.PROTOCOL_MODIFIED: _("Its sheets say “modified from”."),
        Rule.DMSO_PER_KG: _("Wash the cells or lower the dose, or give a reason."),
        Rule.LOCAL_DMSO: _("Dilute more, or give a reason."),
        Rule.SMALL_IN_SYRINGE: _(
            "Little in a large syringe reads badly. Change it, or give a reason."
        ),
        Rule.SUSPENSION_THIN: _(
            "Thin suspensions lose cells. Order less volume, or give a reason."
        ),
        Rule.DILUENT_WITHOUT_PROTEIN: _(
            "Cells die in it. Choose one with protein, or give a reason."
        ),
        Rule.NO_SPARE_VIAL: _("If one breaks, doses are lost. Get another, or give a reason."),
        Rule.ANTICOAGULANT_NOT_STATED: _("Bleeding into the epidural space paralyses. State it."),
        Rule.SUSPENSIONS_ALIKE: _(
            "They can be confused on the bench. Make them equal, or give a reason."
        ),
        Rule.VIABILITY_MARGIN: _("Below that the count will ask for another vial."),
        Rule.VIALS_KEPT_APART: _(
            "The window “Vials kept apart” shows which vial fills which, and searches for a way "
            "with fewer."
        ),
        Rule.SIDES_DIFFER: _("If that is meant, nothing is to be done."),
        Rule.LIMIT_NOT_SET: _(
            "Nothing is compared with them. Set them in the formulary if you have any."
        ),
        Rule.PRODUCT_NOT_STATED: _("Nothing is judged by it. Add it to the formulary."),
        Rule.TEXT_UNPRINTABLE: _("Write it in letters the sheet has."),
        Rule.STOCK_OUT_OF_BALANCE: _("Do not use these numbers, and report this."),
        Rule.COUNT_BELOW_RELEASE: _("Do not give these cells without a new decision."),
        Rule.COUNT_BELOW_HALF: _("Count again, and check vials and lot."),
        Rule.COUNT_ABOVE_FROZEN: _("Count again, and check dilution and basis of the count."),
        Rule.POOL_ABOVE_VIALS: _("Measure again, and compare the number of vials."),
        Rule.POOL_ABOVE_FILL: _("Measure again, or give a reason."),
        Rule.LEFT_ABOVE_POOL: _("Counting adds nothing. Measure again, and correct one of them."),
        Rule.LEFT_BELOW_POOL: _("Some may be spilt. Measure again, or give a reason."),
        Rule.COUNT_OFF_PLAN: _("Count again, or give a reason."),
        Rule.THAW_NOT_STATED: _(
            "Without it no clock says how old the cells are. Enter when it was, before they are "
            "used."
        ),
        Rule.USE_BY_PASSED: _("Do not give these cells."),
        Rule.USE_BY_NEAR: _("Begin in time."),
        Rule.INFUSION_LATE: _("The last of the bag would be too old. Ask the physician."),
        Rule.INFUSION_WAS_LATE: _("It ran in faster than planned. Tell the physician."),
        Rule.GIVEN_LATE: _(
            "It can’t be undone. Tell the physician now, and write on the sheet what is decided."
        ),
        Rule.CLOCK_SET_BACK: _("Times left can’t be trusted. Compare the clock with another one."),
        Rule.TIMES_OUT_OF_ORDER: _("One of the two is wrong. Correct it."),
        Rule.VIAL_EXPIRED: _("Do not use it. Take another vial."),
        Rule.VIAL_EXPIRY_DIFFERS: _(
            "One lot has one expiry. Read the label again; put the vial back, or correct the plan."
        ),
        Rule.VIAL_NOT_GOOD: _("Do not pool it. Take another vial."),
        Rule.VIALS_DISAGREE: _("A vial may be missing, or one too many pooled. Correct one."),
        Rule.MADE_OFF: _("Measure and enter it again, or give a reason."),
        Rule.MADE_FAR_OFF: _("Do not use it. Make it again."),
        Rule.MADE_SHORT: _("The last syringes would get too little. Make it again."),
        Rule.STOCK_OVERUSED: _("Correct what is wrong, or thaw another vial and count again."),
        Rule.MADE_UNCOUNTED: _("Nobody knows how strong it is. Enter the count."),
        Rule.FILLED_UNMADE: _("Nobody knows what is in it. Enter what was made."),
        Rule.DRAWN_OFF: _("Draw it again, or give a reason."),
        Rule.DRAWN_FAR_OFF: _(
            "Do not give it. Draw it again, and enter the mark. If it was given, tell the "
            "physician now."
        ),
        Rule.DRAWN_ABOVE_USUAL: _("Draw it again, or give a reason."),
        Rule.DRAWN_ABOVE_HARD: _("Do not give it. Draw it again, and enter the mark."),
        Rule.GIVEN_OFF: _("Correct it if it was another volume, or give a reason."),
        Rule.GIVEN_FAR_OFF: _(
            "Correct it if it was another volume. If not, it can’t be undone: tell the physician "
            "now, and write on the sheet what is decided."
        ),
        Rule.GIVEN_ABOVE_USUAL: _(
            "Joint and space may leak or hurt. Tell the physician, and give a reason."
        ),
        Rule.GIVEN_ABOVE_HARD: _(
            "Correct it if it was another volume. If not, it can’t be undone: tell the physician "
            "now, and write on the sheet what is decided."
        ),
        Rule.GIVEN_ABOVE_HELD: _("One of the two is wrong. Correct it."),
        Rule.LEFT_OVER_ABOVE: _("Somebody may have got too little. Correct it, or give a reason."),
        Rule.DONE_FOR_ANOTHER_ORDER: _("Do not give it for this one. Make it again."),
        Rule.GIVEN_UNCHECKED: _("A second person finds what the first can’t see. Report it."),
        Rule.SECOND_CHECK_DIFFERS: _("Find out together which is right, then check again."),
        Rule.SECOND_CHECK_OUTDATED: _("Let a second person check the present numbers."),
        Rule.ORDER_DIFFERS: _("Ask the physician which is meant, and correct that one."),
    }
