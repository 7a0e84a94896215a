"""Lines and notes that people type, refused with a word where a sheet could not show them."""

from pydantic import TypeAdapter, ValidationError

from spineplanner.domain.values import LONG_TEXT, SHORT_TEXT, Line, Note
from spineplanner.wording.reading import Misread
from spineplanner.wording.translate import _

_LINE: TypeAdapter[str] = TypeAdapter(Line)
_NOTE: TypeAdapter[str] = TypeAdapter(Note)


def read_line(text: str) -> str | Misread:
    """Read one line, without the spaces around it."""
    return _read(_LINE, text.strip(" "), most=SHORT_TEXT)


def read_note(text: str) -> str | Misread:
    """Read a paragraph, without the spaces and empty lines around it."""
    return _read(_NOTE, text.strip(" \n"), most=LONG_TEXT)


def _read(kind: TypeAdapter[str], text: str, *, most: int) -> str | Misread:
    try:
        return kind.validate_python(text, strict=True)
    except ValidationError as error:
        return Misread(_why(error, text, most))


def _why(error: ValidationError, text: str, most: int) -> str:
    first = error.errors(include_url=False, include_input=False)[0]
    match first["type"]:
        case "string_too_short":
            return _("Write something.")
        case "string_too_long":
            return _("{count} characters, and at most {most} fit.").format(
                count=len(text), most=most
            )
        case "hidden_character":
            found = first["ctx"]
            return _("Character {position} is hidden (U+{code}). Delete it.").format(
                position=found["position"], code=found["code"]
            )
        case "outer_space":
            return _("An unusual space stands at the beginning or the end. Delete it.")
        case _:
            return _("This can't be printed on one line.")
