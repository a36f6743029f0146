"""The icons of the site: its logo on white, or where it has none a mark in its accent: a sheet with three lines."""

import io

from PIL import Image, ImageDraw, UnidentifiedImageError

MARK = "#17406d"
PAPER = "#ffffff"
SIZES = (180, 192, 512)  # pixels: of touch screens, and of a manifest
GRID = 16  # units of the mark from edge to edge
SHEET = (2, 1, 14, 15)
LINES = ((4.5, 5, 11.5), (4.5, 8, 11.5), (4.5, 11, 8.5))  # x, y, x of the other end
STROKE = 1.5
FINE = 4  # the mark is drawn so much larger, and made smaller for smooth edges
MARGIN = 0.08  # of the edge, around a logo
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 16 16">'
    '<path fill="{colour}" d="M2 1h12v14H2z"/>'
    '<path stroke="#fff" stroke-width="1.5" d="M4.5 5h7M4.5 8h7M4.5 11h4"/></svg>\n'
)


def mark_svg(colour: str) -> str:
    """The mark in a colour as SVG."""
    return SVG.format(colour=colour or MARK)


def mark_png(size: int, colour: str) -> bytes:
    """The mark in a colour as a PNG of `size` by `size` pixels."""
    scale = size * FINE / GRID
    image = Image.new("RGB", (size * FINE, size * FINE), PAPER)
    draw = ImageDraw.Draw(image)
    draw.rectangle([edge * scale for edge in SHEET], fill=colour or MARK)
    half = STROKE / 2
    for left, middle, right in LINES:
        box = (left, middle - half, right, middle + half)
        draw.rectangle([edge * scale for edge in box], fill=PAPER)
    return _png(image.resize((size, size), Image.Resampling.LANCZOS))


def logo_png(size: int, data: bytes) -> bytes | None:
    """A logo in the middle of a PNG of `size` by `size` pixels; None where its bytes are no picture."""
    room = round(size * (1 - 2 * MARGIN))
    try:
        with Image.open(io.BytesIO(data)) as image:
            logo = image.convert("RGBA")
    except (UnidentifiedImageError, OSError, Image.DecompressionBombError):
        return None
    scale = min(room / logo.width, room / logo.height)
    width, height = (max(1, round(edge * scale)) for edge in logo.size)
    logo = logo.resize((width, height), Image.Resampling.LANCZOS)
    icon = Image.new("RGB", (size, size), PAPER)
    icon.paste(logo, ((size - width) // 2, (size - height) // 2), logo)
    return _png(icon)


def _png(image: Image.Image) -> bytes:
    data = io.BytesIO()
    image.save(data, format="PNG", optimize=True)
    return data.getvalue()
