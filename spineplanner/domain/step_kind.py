"""What is to be done at a step of the day."""

from enum import StrEnum


class StepKind(StrEnum):
    """What is to be done."""

    TAKE_VIALS = "take vials"
    START_THAW = "start thaw"
    END_THAW = "end thaw"
    POOL = "pool"
    COUNT = "count"
    HOLD = "hold"
    MAKE = "make"
    DRAW = "draw"
    LABEL = "label"
    CHECK = "check"
    GIVE = "give"
    START_INFUSION = "start infusion"
    END_INFUSION = "end infusion"
    LEFT_OVER = "left over"
