"""The label stocks: those that come with the program, and the clinic's own before them."""

from pathlib import Path

from spineplanner.domain.label_stock import FORMAT, FORMAT_VERSION, LabelStock
from spineplanner.domain.problems import FieldFault, WrongFields
from spineplanner.store.documents import parse_json, read_bytes, stated_version, validate
from spineplanner.store.files import FileProblemError, os_problem, write_bytes_atomically


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


class StockChangedError(Exception):
    """The clinic's stock is not the one that was read: somebody else has changed it meanwhile."""


def own_label_stocks(clinic: Path) -> tuple[LabelStock, ...]:
    """Read the clinic's own stocks, in the order of their names.

    Raises:
        FileProblemError: a file can't be read, or some of its fields are wrong.
    """
    stocks = _read(clinic).values()
    return tuple(sorted(stocks, key=lambda stock: (stock.name, stock.id)))


def write_label_stock(stock: LabelStock, clinic: Path, *, instead_of: LabelStock | None) -> None:
    """Write one of the clinic's stocks in one step.

    Args:
        stock: what to write.
        clinic: the clinic's folder; it need not exist.
        instead_of: the stock of the same id as it was read; None for a new one.

    Raises:
        StockChangedError: what is there is another one.
        FileProblemError: it can't be read or written; an old file is still there, whole.
    """
    path = _unchanged(stock.id, clinic, instead_of) or _free_path(clinic, stock.id)
    try:
        clinic.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise FileProblemError(os_problem(error, clinic)) from error
    text = stock.model_dump_json(indent=2, exclude_none=True)
    write_bytes_atomically(path, f"{text}\n".encode())


def remove_label_stock(stock: LabelStock, clinic: Path) -> None:
    """Take one of the clinic's stocks away.

    Raises:
        StockChangedError: what is there is not that one.
        FileProblemError: it can't be read or taken away.
    """
    path = _unchanged(stock.id, clinic, stock)
    if path is None:
        raise StockChangedError
    try:
        path.unlink()
    except OSError as error:
        raise FileProblemError(os_problem(error, path)) from error


def _unchanged(stock_id: str, clinic: Path, read: LabelStock | None) -> Path | None:
    """The file of a stock that is as it was read; None where there was and is none."""
    found = _paths(clinic).get(stock_id)
    if (found[1] if found else None) != read:
        raise StockChangedError
    return found[0] if found else None


def _free_path(clinic: Path, stock_id: str) -> Path:
    """A file that is not there: somebody may have named another stock's file so."""
    path, number = clinic / f"{stock_id}.json", 1
    while path.exists():
        number += 1
        path = clinic / f"{stock_id}-{number}.json"
    return path


def _read(folder: Path) -> dict[str, LabelStock]:
    return {stock_id: stock for stock_id, (_path, stock) in _paths(folder).items()}


def _paths(folder: Path) -> dict[str, tuple[Path, LabelStock]]:
    """Every stock of a folder, with its file, by its id."""
    stocks: dict[str, tuple[Path, LabelStock]] = {}
    for path in _files(folder):
        stock = read_label_stock(path)
        if stock.id in stocks:
            fault = FieldFault(("id",), "same_stock_twice", "is the id of another file too")
            raise FileProblemError(WrongFields(path, (fault,)))
        stocks[stock.id] = (path, stock)
    return stocks


def _files(folder: Path) -> list[Path]:
    try:
        return sorted(path for path in folder.iterdir() if path.suffix == ".json")
    except (FileNotFoundError, NotADirectoryError):
        return []
    except OSError as error:  # there may be stocks in it
        raise FileProblemError(os_problem(error, folder)) from error
