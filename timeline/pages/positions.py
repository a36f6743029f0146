"""Points at issue as a table: a row a point, a column a side, then the parties that hold a position of their own."""

from typing import NamedTuple

from django.utils.translation import gettext as _

from factcheck.pages.published_records import GoneRecord, PublishedRecord


class Column(NamedTuple):
    """Who a column is of: a side of the dispute, or a party that is on none. `slug` names it in an address.

    `language` is that of its name.
    """

    key: str
    name: str
    path: str = ""
    slug: str = ""
    language: str = ""
    is_unlisted: bool = False


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
    return columns, [
        PointRow(point, [_cell(column, point) for column in columns])
        for point in points
    ]


def _columns(dispute: PublishedRecord, points: list[PublishedRecord]) -> list[Column]:
    language = dispute.title_language
    sides = [
        Column(side["uid"], side["name"], slug=side["slug"], language=language)
        for side in dispute["sides"]
    ]
    known, others = {side.key for side in sides}, {}
    for point in points:
        for position in point["positions"]:
            if position["side"] and position["side"] not in known:
                others[position["side"]] = Column(
                    position["side"], _("A side no longer named"), slug=position["side"]
                )
            elif party := position["party"]:
                others[str(party.uid)] = _of_party(party)
    return sides + list(others.values())


def _of_party(party: PublishedRecord | GoneRecord) -> Column:
    uid = str(party.uid)
    path, slug = (
        ("", uid) if party.gone or party.is_unlisted else (party.path, party["slug"])
    )
    return Column(uid, party.title, path, slug, party.title_language, party.is_unlisted)


def _cell(column: Column, point: PublishedRecord) -> Cell:
    held = [position for position in point["positions"] if _key(position) == column.key]
    return Cell(
        column, [position | {"sources": _sources(position)} for position in held]
    )


def _sources(position: dict) -> list[PublishedRecord | GoneRecord]:
    """Where the quotes and the claims that carry a position were read, each source once."""
    parts = [
        part
        for claim in position["claims"]
        for part in claim["appearances"] or claim["evidence"]
    ]
    cited = [each["source"] for each in (*position["quotes"], *parts) if each["source"]]
    return list({source.uid: source for source in cited}.values())


def _key(position: dict) -> str:
    return position["side"] or str(position["party"].uid)
