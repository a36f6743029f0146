"""Points at issue as a table: a row a point, a column a side, then the parties that hold a position of their own."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from factcheck.pages.published_records import GoneRecord, PublishedRecord

from .sides import SIDES_WITH_A_COLOUR


class Column(NamedTuple):
    """Who a column is of: a side of the dispute, or a party that is on none. `slug` names it in an address.

    `language` is that of its name, `number` that of the side, from 1; 0 for a party that is on none.
    """

    key: str
    name: str
    path: str = ""
    slug: str = ""
    language: str = ""
    is_unlisted: bool = False
    number: int = 0


class Cell(NamedTuple):
    """What one column holds on a point; each position with the `sources` that it is known from."""

    column: Column
    positions: list[dict]


class PointRow(NamedTuple):
    point: PublishedRecord
    cells: list[Cell]

    def only(self, columns: list[Column]) -> "PointRow":
        """The row with these columns alone, in their order."""
        by_key = {cell.column.key: cell for cell in self.cells}
        return PointRow(self.point, [by_key[column.key] for column in columns])


def table(
    dispute: PublishedRecord, points: list[PublishedRecord]
) -> tuple[list[Column], list[PointRow]]:
    """Columns in the dispute's order, and a row a point with a cell a column; an empty cell holds no positions."""
    points = sorted(
        points, key=lambda point: (point.payload["rank"], point.payload["slug"])
    )
    columns = _columns(dispute, points)
    rows = []
    for point in points:
        cells = [_cell(column, point) for column in columns]
        rows.append(PointRow(point, cells))
    return columns, rows


def _columns(dispute: PublishedRecord, points: list[PublishedRecord]) -> list[Column]:
    """The sides of the dispute in its order, then whoever else holds a position, as the points name them."""
    language = dispute.title_language
    columns: dict[str, Column] = {}
    for number, side in enumerate(dispute["sides"], start=1):
        columns[side["uid"]] = Column(
            side["uid"],
            side["name"],
            slug=side["slug"],
            language=language,
            number=min(number, SIDES_WITH_A_COLOUR),
        )
    for point in points:
        for position in point["positions"]:
            side, party = position["side"], position["party"]
            if side and side not in columns:
                columns[side] = Column(side, _("A side no longer named"), slug=side)
            elif party:
                columns.setdefault(str(party.uid), _of_party(party))
    return list(columns.values())


def _of_party(party: PublishedRecord | GoneRecord) -> Column:
    uid = str(party.uid)
    path, slug = "", uid
    if isinstance(party, PublishedRecord) and not party.is_unlisted:
        path, slug = party.path, party["slug"]
    return Column(uid, party.title, path, slug, party.title_language, party.is_unlisted)


def _cell(column: Column, point: PublishedRecord) -> Cell:
    positions = []
    for position in point["positions"]:
        if _key(position) == column.key:
            positions.append(position | {"sources": _sources(position)})
    return Cell(column, positions)


def silent_columns(rows: list[PointRow]) -> list[tuple[Column, list[PublishedRecord]]]:
    """The sides without a statement on some point, each with those points, in the order of the page."""
    silent: dict[str, tuple[Column, list[PublishedRecord]]] = {}
    for row in rows:
        for cell in row.cells:
            if cell.column.number and not cell.positions:
                found = silent.setdefault(cell.column.key, (cell.column, []))
                found[1].append(row.point)
    return list(silent.values())


def unanswered_questions(rows: list[PointRow]) -> list[dict]:
    """Whom the desk asked about a claim on the page and who has not answered, each question once."""
    asked = {}
    for row in rows:
        for position in row.point["positions"]:
            for claim in position["claims"]:
                for reply in claim["replies"]:
                    if reply["party"] and not reply["answered_on"]:
                        asked[reply["uid"]] = reply | {"claim": claim}
    return list(asked.values())


def _sources(position: dict) -> list[PublishedRecord | GoneRecord]:
    """Where the quotes and the claims that carry a position were read, each source once."""
    parts = list(position["quotes"])
    for claim in position["claims"]:
        parts += claim["appearances"] or claim["evidence"]
    sources = {}
    for part in parts:
        if source := part["source"]:
            sources[source.uid] = source
    return list(sources.values())


def _key(position: dict) -> str:
    """The key of the column that a position stands in."""
    return position["side"] or str(position["party"].uid)
