"""Two-dimensional codes as vector pictures."""

import zint


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
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" '
        f'viewBox="0 0 {vector.width:g} {vector.height:g}"><path d="{squares}"/></svg>'
    )
