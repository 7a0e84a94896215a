"""What is wrong with the store of plans, in a sentence or two each: what, and what to do."""

from typing import assert_never

from spineplanner.domain.store_problems import StoreFault, StoreProblem
from spineplanner.wording.translate import _


def store_problem_sentence(problem: StoreProblem) -> str:
    """Say what keeps plans from being read or saved, and the way on."""
    name = str(problem.path) if problem.path else _("the database")
    return _words(problem.fault).format(
        name=name,
        detail=problem.detail or "–",
        found=problem.found if problem.found is not None else "–",
        known=problem.known if problem.known is not None else "–",
    )


def _words(fault: StoreFault) -> str:  # noqa: C901 - one sentence for each fault
    match fault:
        case StoreFault.LOCKED:
            return _(
                "Another program holds the plans in {name}. Nothing is lost: your changes are "
                "kept here and saved as soon as it lets go."
            )
        case StoreFault.READ_ONLY:
            return _(
                "The plans in {name} may be read but not changed. Ask for the right to write "
                "there, or export the plan to a file elsewhere."
            )
        case StoreFault.FULL:
            return _(
                "The disk with {name} is full. Make room: your changes are kept here and saved "
                "as soon as there is some. Export the plan to another disk to be safe."
            )
        case StoreFault.DISK_FAILED:
            return _(
                "The disk with {name} did not take the plans ({detail}). Your changes are kept "
                "here and tried again. Export the plan to another disk to be safe."
            )
        case StoreFault.CANNOT_OPEN:
            return _(
                "The plans in {name} can't be opened ({detail}). Check that the folder is there "
                "and that you may use it, then try again."
            )
        case StoreFault.DAMAGED:
            return _(
                "The plans in {name} are damaged. The file can be kept aside, under a name with "
                "the time in it, and a new one begun; show the old one to who looks after this "
                "computer."
            )
        case StoreFault.FOREIGN:
            return _(
                "{name} is the database of another program, and is left as it is. Choose "
                "another folder for the plans."
            )
        case StoreFault.NEWER:
            return _(
                "The plans in {name} have version {found}, and this program reads up to {known}. "
                "They are left as they are. Open them with a newer SpinePlanner."
            )
        case StoreFault.NO_SUCH_PLAN:
            return _("That plan is not in {name}. Look for it in the worklist, or import its file.")
        case StoreFault.PLAN_EXISTS:
            return _("Plan {detail} is here already. Open it, or import the file as a copy.")
        case StoreFault.NUMBER_TAKEN:
            return _(
                "Another plan has the number {detail}, and a number stands for one plan. Import "
                "it as a copy, with a number of its own."
            )
        case StoreFault.NUMBERS_USED_UP:
            return _(
                "All numbers of {detail} are used up. Choose another station letter in the "
                "settings."
            )
        case StoreFault.REVISION_DIFFERS:
            return _(
                "Revision {found} of {detail} is on paper already with another content. Change "
                "the plan, which begins a new revision, then print again."
            )
        case StoreFault.PLAN_UNREADABLE:
            return _(
                "Plan {detail} can't be read, and is kept as it is. Its sheets on paper hold; "
                "import its file if there is one."
            )
        case StoreFault.PLAN_NEWER:
            return _(
                "Plan {detail} was saved by a newer SpinePlanner, and is kept as it is. Open it "
                "with that."
            )
        case StoreFault.OTHER:
            return _(
                "The plans in {name} can't be used ({detail}). Your changes are kept here and "
                "tried again. Export the plan to a file to be safe."
            )
        case _:
            assert_never(fault)
