"""The names of all rules that check a plan, by which findings and reasons refer to them."""

from enum import StrEnum


class Severity(StrEnum):
    """What a finding asks for: stop blocks approval, confirm wants a reason, note informs."""

    STOP = "stop"
    CONFIRM = "confirm"
    NOTE = "note"


class Rule(StrEnum):
    """One rule each; the value is what a plan file names it by."""

    PATIENT_IDENTIFIERS = "patient-identifiers"
    PROCEDURE_NOT_STATED = "procedure-not-stated"
    ALLERGIES_NOT_STATED = "allergies-not-stated"
    SUPPLY_NOT_STATED = "supply-not-stated"
    LOT_NOT_STATED = "lot-not-stated"
    ENTRY_UNKNOWN = "entry-unknown"
    EPIDURAL_LEVEL_OPEN = "epidural-level-open"
    REFUSAL = "refusal"
    LOT_EXPIRED = "lot-expired"
    LOTS_MIXED = "lots-mixed"
    LEVELS_NOT_CONFIRMED = "levels-not-confirmed"
    LUMBAR_COUNT_NOT_STATED = "lumbar-count-not-stated"
    EPIDURAL_NOT_REVIEWED = "epidural-not-reviewed"
    ALLERGY = "allergy"
    DILUENT_NOT_CHOSEN = "diluent-not-chosen"
    DILUENT_PRESERVATIVE = "diluent-preservative"
    DILUENT_ROUTE = "diluent-route"
    BAG_NOT_STATED = "bag-not-stated"
    WEIGHT_NOT_STATED = "weight-not-stated"
    VOLUME_ABOVE_USUAL = "volume-above-usual"
    VOLUME_ABOVE_HARD = "volume-above-hard"
    CELLS_ABOVE_USUAL = "cells-above-usual"
    CELLS_ABOVE_HARD = "cells-above-hard"
    CELLS_ABOVE_SIBLINGS = "cells-above-siblings"
    CELLS_ABOVE_PROTOCOL = "cells-above-protocol"
    CERVICAL_EPIDURAL = "cervical-epidural"
    CERVICAL_EPIDURAL_TOO_HIGH = "cervical-epidural-too-high"
    DOSE_OFF = "dose-off"
    DOSE_FAR_OFF = "dose-far-off"
    TOTAL_OFF_TARGET = "total-off-target"
    PROTOCOL_MODIFIED = "protocol-modified"
    DMSO_PER_KG = "dmso-per-kg"
    LOCAL_DMSO = "local-dmso"
    SMALL_IN_SYRINGE = "small-in-syringe"
    SUSPENSION_THIN = "suspension-thin"
    DILUENT_WITHOUT_PROTEIN = "diluent-without-protein"
    NO_SPARE_VIAL = "no-spare-vial"
    ANTICOAGULANT_NOT_STATED = "anticoagulant-not-stated"
    SUSPENSIONS_ALIKE = "suspensions-alike"
    VIABILITY_MARGIN = "viability-margin"
    VIALS_KEPT_APART = "vials-kept-apart"
    SIDES_DIFFER = "sides-differ"
    LIMIT_NOT_SET = "limit-not-set"
    PRODUCT_NOT_STATED = "product-not-stated"
    TEXT_UNPRINTABLE = "text-unprintable"
    STOCK_OUT_OF_BALANCE = "stock-out-of-balance"
    COUNT_BELOW_RELEASE = "count-below-release"
    COUNT_BELOW_HALF = "count-below-half"
    COUNT_ABOVE_FROZEN = "count-above-frozen"
    COUNT_OFF_PLAN = "count-off-plan"
    POOL_ABOVE_VIALS = "pool-above-vials"
    POOL_ABOVE_FILL = "pool-above-fill"
    LEFT_ABOVE_POOL = "left-above-pool"
    LEFT_BELOW_POOL = "left-below-pool"
    THAW_NOT_STATED = "thaw-not-stated"
    USE_BY_PASSED = "use-by-passed"
    USE_BY_NEAR = "use-by-near"
    INFUSION_LATE = "infusion-late"
    INFUSION_WAS_LATE = "infusion-was-late"
    GIVEN_LATE = "given-late"
    CLOCK_SET_BACK = "clock-set-back"
    TIMES_OUT_OF_ORDER = "times-out-of-order"
    VIAL_EXPIRED = "vial-expired"
    VIAL_EXPIRY_DIFFERS = "vial-expiry-differs"
    VIAL_NOT_GOOD = "vial-not-good"
    VIALS_DISAGREE = "vials-disagree"
    MADE_OFF = "made-off"
    MADE_FAR_OFF = "made-far-off"
    MADE_SHORT = "made-short"
    STOCK_OVERUSED = "stock-overused"
    MADE_UNCOUNTED = "made-uncounted"
    FILLED_UNMADE = "filled-unmade"
    DRAWN_OFF = "drawn-off"
    DRAWN_FAR_OFF = "drawn-far-off"
    DRAWN_ABOVE_USUAL = "drawn-above-usual"
    DRAWN_ABOVE_HARD = "drawn-above-hard"
    GIVEN_OFF = "given-off"
    GIVEN_FAR_OFF = "given-far-off"
    GIVEN_ABOVE_USUAL = "given-above-usual"
    GIVEN_ABOVE_HARD = "given-above-hard"
    GIVEN_ABOVE_HELD = "given-above-held"
    LEFT_OVER_ABOVE = "left-over-above"
    DONE_FOR_ANOTHER_ORDER = "done-for-another-order"
    GIVEN_UNCHECKED = "given-unchecked"
    SECOND_CHECK_DIFFERS = "second-check-differs"
    SECOND_CHECK_OUTDATED = "second-check-outdated"
    ORDER_DIFFERS = "order-differs"


DAY_RULES = frozenset(
    {
        Rule.COUNT_BELOW_RELEASE,
        Rule.COUNT_BELOW_HALF,
        Rule.COUNT_ABOVE_FROZEN,
        Rule.COUNT_OFF_PLAN,
        Rule.POOL_ABOVE_VIALS,
        Rule.POOL_ABOVE_FILL,
        Rule.LEFT_ABOVE_POOL,
        Rule.LEFT_BELOW_POOL,
        Rule.THAW_NOT_STATED,
        Rule.USE_BY_PASSED,
        Rule.USE_BY_NEAR,
        Rule.INFUSION_LATE,
        Rule.INFUSION_WAS_LATE,
        Rule.GIVEN_LATE,
        Rule.CLOCK_SET_BACK,
        Rule.TIMES_OUT_OF_ORDER,
        Rule.VIAL_EXPIRED,
        Rule.VIAL_EXPIRY_DIFFERS,
        Rule.VIAL_NOT_GOOD,
        Rule.VIALS_DISAGREE,
        Rule.MADE_OFF,
        Rule.MADE_FAR_OFF,
        Rule.MADE_SHORT,
        Rule.STOCK_OVERUSED,
        Rule.MADE_UNCOUNTED,
        Rule.FILLED_UNMADE,
        Rule.DRAWN_OFF,
        Rule.DRAWN_FAR_OFF,
        Rule.DRAWN_ABOVE_USUAL,
        Rule.DRAWN_ABOVE_HARD,
        Rule.GIVEN_OFF,
        Rule.GIVEN_FAR_OFF,
        Rule.GIVEN_ABOVE_USUAL,
        Rule.GIVEN_ABOVE_HARD,
        Rule.GIVEN_ABOVE_HELD,
        Rule.LEFT_OVER_ABOVE,
        Rule.DONE_FOR_ANOTHER_ORDER,
        Rule.GIVEN_UNCHECKED,
        Rule.SECOND_CHECK_DIFFERS,
        Rule.SECOND_CHECK_OUTDATED,
        Rule.ORDER_DIFFERS,
    }
)
"""The rules about what was done. A reason for one belongs to the record and changes no order."""
