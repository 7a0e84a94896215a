"""Computes what the worklist shows of a plan, and the text by which it is found."""

import hashlib
import json
import unicodedata

from spineplanner.domain.envelope import Envelope
from spineplanner.domain.formulary import Formulary
from spineplanner.domain.preparation import MATHS_VERSION, Preparation
from spineplanner.domain.prepare import prepare_as_recorded
from spineplanner.domain.worklist import Summary

_PLAIN = str.maketrans(
    {"ø": "o", "ł": "l", "đ": "d", "ð": "d", "þ": "th", "æ": "ae", "œ": "oe", "ı": "i", "ħ": "h"}
)
"""Letters that people type plainly, and that Unicode does not take apart."""


def summarise(envelope: Envelope, formulary: Formulary) -> Summary:
    """Compute a plan's summary with a formulary."""
    preparation = prepare_as_recorded(envelope, formulary)
    return summary_of(envelope, preparation, digest=formulary_digest(formulary))


def summary_of(envelope: Envelope, preparation: Preparation, *, digest: str) -> Summary:
    """Take a plan's summary from its preparation, computed with the formulary of that digest."""
    plan = envelope.plan
    moment = plan.procedure.local
    return Summary(
        number=envelope.number,
        name=plan.patient.name,
        record_number=plan.patient.record_number,
        physician=plan.procedure.physician,
        day=None if moment is None else moment.date(),
        clock=None if moment is None else moment.time(),
        state=envelope.state,
        total_cells=plan.ordered_cells,
        vials=None if preparation.supply is None else preparation.supply.vials,
        maths_version=MATHS_VERSION,
        formulary_digest=digest,
    )


def formulary_digest(formulary: Formulary) -> str:
    """Digest a formulary, as canonical JSON under SHA-256, into 64 hexadecimal digits."""
    content = formulary.model_dump(mode="json")
    canonical = json.dumps(content, sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    return hashlib.sha256(canonical.encode()).hexdigest()


def plain(text: str) -> str:
    """Write text without case, accents and double spaces, as it is searched."""
    # Letters that stand for letters, as in formulas, have no case before they are taken apart.
    folded = unicodedata.normalize("NFKD", text).casefold()
    apart = unicodedata.normalize("NFKD", folded)
    letters = "".join(letter for letter in apart if not unicodedata.combining(letter))
    return " ".join(letters.translate(_PLAIN).split())


def search_text(summary: Summary) -> str:
    """The text in which a plan is searched; no word reaches from one field into the next."""
    fields = (summary.name, summary.record_number, summary.number, summary.physician)
    return "\n".join(plain(field) for field in fields if field)
