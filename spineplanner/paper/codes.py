"""Two-dimensional codes as vector pictures."""

import re
from functools import lru_cache

import zint

_DARK = re.compile("1+")


def qr_svg(text: str) -> str:
    """Draw a text as a QR code (error correction M, quiet zone left to the page), as SVG."""
    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.QRCODE
    symbol.option_1 = 2
    symbol.encode(text)
    symbol.buffer_vector()
    vector = symbol.vector
    squares = "".join(
        f"M{box.x:g} {box.y:g}h{box.width:g}v{box.height:g}h-{box.width:g}z"
        for box in vector.rectangles
    )
    return _svg(f"{vector.width:g}", f"{vector.height:g}", squares)


def data_matrix_svg(text: str) -> str:
    """Draw a text as a square Data Matrix (ECC 200, quiet zone left to the page), as SVG.

    It is drawn from the modules, row by row: a page of labels has many codes, and reading zint's
    rectangles takes longer than making them.
    """
    symbol = zint.Symbol()
    symbol.symbology = zint.Symbology.DATAMATRIX
    symbol.option_3 = zint.DataMatrixOptions.SQUARE
    symbol.encode(text)
    size = symbol.width
    modules = symbol.encoded_data
    rows, stride = modules.tobytes(), modules.nbytes // len(modules)
    dark = "".join(
        f"M0 {row}{_dark(rows[row * stride : (row + 1) * stride])}" for row in range(symbol.rows)
    )
    return _svg(str(size), str(symbol.rows), dark)


@lru_cache(maxsize=2048)
def _dark(row: bytes) -> str:
    """Draw the dark runs of a row from its left end, remembered: labels of one plan share rows."""
    path, last = "", 0
    for run in _DARK.finditer(_modules(row)):
        start, end = run.span()
        path += f"m{start - last} 0h{end - start}v1h{start - end}z"
        last = start
    return path


def _modules(row: bytes) -> str:
    """Spell a row's modules from left to right: zint packs eight in a byte, the lowest first."""
    return f"{int.from_bytes(row, 'little'):b}"[::-1]


def _svg(width: str, height: str, squares: str) -> str:
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {width} {height}"><path d="{squares}"/></svg>'
    )
