"""The label stocks: those that come with the program, and the clinic's own before them."""

from pathlib import Path

from spineplanner.domain.label_stock import FORMAT, FORMAT_VERSION, LabelStock
from spineplanner.domain.problems import FieldFault, WrongFields
from spineplanner.store.documents import parse_json, read_bytes, stated_version, validate
from spineplanner.store.files import FileProblemError, os_problem


def read_label_stocks(folder: Path, *, clinic: Path | None = None) -> tuple[LabelStock, ...]:
    """Read every stock, in the order of their names.

    A clinic's stock wins over one of the same id that came with the program.

    Args:
        folder: the program's own files, one a stock.
        clinic: the clinic's own; it need not exist.

    Raises:
        FileProblemError: a file can't be read, some of its fields are wrong, or two of one folder
            have one id. A clinic's file that is wrong is never passed over.
    """
    stocks = _read(folder) | (_read(clinic) if clinic is not None else {})
    return tuple(sorted(stocks.values(), key=lambda stock: (stock.name, stock.id)))


def read_label_stock(path: Path) -> LabelStock:
    """Read one file.

    Raises:
        FileProblemError: it can't be read, or some of its fields are wrong.
    """
    document = parse_json(read_bytes(path), path)
    stated_version(document, form=FORMAT, known=FORMAT_VERSION, path=path)
    return validate(LabelStock, document, path)


def _read(folder: Path) -> dict[str, LabelStock]:
    stocks: dict[str, LabelStock] = {}
    for path in _files(folder):
        stock = read_label_stock(path)
        if stock.id in stocks:
            fault = FieldFault(("id",), "same_stock_twice", "is the id of another file too")
            raise FileProblemError(WrongFields(path, (fault,)))
        stocks[stock.id] = stock
    return stocks


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".json")
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:  # there may be stocks in it
        raise FileProblemError(os_problem(error, folder)) from error
