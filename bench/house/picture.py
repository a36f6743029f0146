"""`python -m bench.house.picture FILE.svg`: the rooms of the house and what imports what, drawn from the code.

A room stands above every room that it imports, with the first line of what it says of itself beside it. An arrow that
follows from others is left out. A circle of rooms ends this with an error; the house has none.
"""

import ast
import sys
from collections import Counter
from dataclasses import dataclass
from html import escape
from pathlib import Path

from .source import Module, modules

BOX = (150, 46)
GAP = (26, 34)
MARGIN = 40
TEXT_WIDTH = 640
NO_ROOMS = {"apps", "tasks", "urls", "__init__", "config", "management", "templatetags"}
"""What Django wants where it is; settings name the house by strings and import none of it."""
STYLE = (
    "text{font:13px system-ui,sans-serif;fill:#1d1c1a}"
    ".small{font-size:11px;fill:#5b5852}"
    "rect{fill:#fbfaf6;stroke:#8a867c}"
    "path{stroke:#8a867c;fill:none}"
    "@media (prefers-color-scheme:dark){text{fill:#ecebe6}.small{fill:#b3afa6}"
    "rect{fill:#22211f}svg{background:#171614}}"
)


@dataclass(frozen=True)
class Box:
    """A room's rectangle: left and top edge in pixels."""

    room: str
    left: int
    top: int

    @property
    def middle(self) -> int:
        return self.left + BOX[0] // 2


def room_of(dotted: str) -> str:
    """`timeline`, or the package below factcheck; empty for what is no room."""
    parts = dotted.split(".")
    if parts[0] == "timeline":
        return "timeline"
    if len(parts) < 2 or parts[1] in NO_ROOMS:
        return ""
    return parts[1]


def imports(code: list[Module]) -> Counter:
    """{(importing room, imported room): how many modules}."""
    names = {module.dotted for module in code}
    arrows: Counter = Counter()
    for module in code:
        rooms = {room_of(name) for name in imported_names(module, names)}
        here = room_of(module.dotted)
        for room in rooms - {"", here}:
            if here:
                arrows[here, room] += 1
    return arrows


def imported_names(module: Module, names: set[str]) -> set[str]:
    """The modules of the house that this one imports, with full names."""
    imported = set()
    for node in module.nodes(ast.ImportFrom):
        base = node.module or ""
        if node.level:
            parents = module.package.split(".")
            parents = parents[: len(parents) - node.level + 1]
            base = ".".join([*parents, base] if base else parents)
        for alias in node.names:
            full = f"{base}.{alias.name}"
            imported.add(full if full in names else base)
    return {
        name for name in imported if name.split(".")[0] in ("factcheck", "timeline")
    }


def levels(arrows: Counter) -> list[list[str]]:
    """Rooms by height, the highest first. Raises ValueError where rooms import each other in a circle."""
    below: dict[str, set[str]] = {}
    for importer, imported in arrows:
        below.setdefault(importer, set()).add(imported)
        below.setdefault(imported, set())
    rows: list[list[str]] = []
    placed: set[str] = set()
    while len(placed) < len(below):
        free = sorted(
            room for room in below if room not in placed and below[room] <= placed
        )
        if not free:
            raise ValueError(f"A circle of rooms: {sorted(below.keys() - placed)}")
        rows.insert(0, free)
        placed.update(free)
    return rows


def direct(arrows: Counter) -> list[tuple[str, str]]:
    """The arrows that do not follow from others: what stands right below each room."""
    below: dict[str, set[str]] = {}
    for importer, imported in arrows:
        below.setdefault(importer, set()).add(imported)
    arrows_left = []
    for importer, imported in sorted(arrows):
        others = below[importer] - {imported}
        if not any(imported in below.get(other, ()) for other in others):
            arrows_left.append((importer, imported))
    return arrows_left


def draw(code: list[Module]) -> str:
    """The picture as SVG."""
    arrows = imports(code)
    rows = levels(arrows)
    widest = max(len(row) for row in rows)
    column = widest * (BOX[0] + GAP[0]) + MARGIN
    width = column + TEXT_WIDTH + MARGIN
    height = len(rows) * (BOX[1] + GAP[1]) + 2 * MARGIN - GAP[1]
    boxes = {box.room: box for box in place(rows)}
    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}" role="img">',
        "<title>The rooms of the house; an arrow points to what is imported</title>",
        f"<style>{STYLE}</style>",
        '<defs><marker id="tip" viewBox="0 0 8 8" refX="7" refY="4" markerWidth="7" markerHeight="7" orient="auto">'
        '<path d="M0 0L8 4L0 8"/></marker></defs>',
    ]
    parts += [arrow(boxes[above], boxes[below]) for above, below in direct(arrows)]
    sizes, sentences = sizes_of(code), sentences_of(code)
    parts += [rectangle(box, sizes[box.room]) for box in boxes.values()]
    for row in rows:
        texts = [sentences[room] for room in row]
        top = boxes[row[0]].top + BOX[1] // 2 - 8 * (len(texts) - 1) + 4
        for number, text in enumerate(texts):
            line = f'<text class="small" x="{column}" y="{top + 16 * number}">'
            parts.append(f"{line}{escape(text)}</text>")
    return "\n".join([*parts, "</svg>", ""])


def sizes_of(code: list[Module]) -> Counter:
    """Lines by room."""
    sizes: Counter = Counter()
    for module in code:
        sizes[room_of(module.dotted)] += module.lines
    return sizes


def sentences_of(code: list[Module]) -> dict[str, str]:
    """The first line of each room's own docstring."""
    sentences = {"timeline": "Entries, points at issue and the dispute's own pages."}
    for module in code:
        room = room_of(module.dotted)
        if module.dotted == f"factcheck.{room}":
            sentences[room] = (ast.get_docstring(module.tree) or "").partition("\n")[0]
    return sentences


def place(rows: list[list[str]]) -> list[Box]:
    boxes = []
    for height, row in enumerate(rows):
        top = MARGIN + height * (BOX[1] + GAP[1])
        for number, room in enumerate(row):
            boxes.append(Box(room, MARGIN + number * (BOX[0] + GAP[0]), top))
    return boxes


def arrow(start: Box, end: Box) -> str:
    title = f"<title>{start.room} imports {end.room}</title>"
    if end.top - start.top > BOX[1] + GAP[1]:  # past a row: round its left side
        from_y, to_y, aside = (
            start.top + BOX[1] // 2,
            end.top + BOX[1] // 2,
            MARGIN // 4,
        )
        line = (
            f"M{start.left} {from_y}C{aside} {from_y} {aside} {to_y} {end.left} {to_y}"
        )
    else:
        top, bottom = start.top + BOX[1], end.top
        bend = (top + bottom) // 2
        line = f"M{start.middle} {top}C{start.middle} {bend} {end.middle} {bend} {end.middle} {bottom}"
    return f'<path d="{line}" marker-end="url(#tip)">{title}</path>'


def rectangle(box: Box, lines: int) -> str:
    name = box.room if box.room == "timeline" else f"{box.room}/"
    return (
        f'<rect x="{box.left}" y="{box.top}" width="{BOX[0]}" height="{BOX[1]}" rx="4"/>'
        f'<text x="{box.middle}" y="{box.top + 20}" text-anchor="middle">{escape(name)}</text>'
        f'<text class="small" x="{box.middle}" y="{box.top + 36}" text-anchor="middle">{lines:,} lines</text>'
    )


def main() -> int:
    Path(sys.argv[1]).write_text(draw(modules("factcheck", "timeline")))
    return 0


if __name__ == "__main__":
    sys.exit(main())
