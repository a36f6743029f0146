"""Points at issue as a table: a row a point, a column a side, then the parties that hold a position of their own."""

from typing import NamedTuple

from factcheck.pages.cards import Card, GoneCard


class Column(NamedTuple):
    """Who a column is of: a side of the dispute, or a party that is on none."""

    key: str
    name: str
    path: str = ""


class Cell(NamedTuple):
    column: Column
    positions: list[dict]


class PointRow(NamedTuple):
    point: Card
    cells: list[Cell]


def table(dispute: Card, points: list[Card]) -> tuple[list[Column], list[PointRow]]:
    """Columns in the dispute's order, and a row a point with a cell a column; an empty cell holds no positions."""
    points = sorted(points, key=lambda point: (point.payload["rank"], point.payload["slug"]))
    columns = _columns(dispute, points)
    return columns, [PointRow(point, [_cell(column, point) for column in columns]) for point in points]


def _columns(dispute: Card, points: list[Card]) -> list[Column]:
    sides = [Column(side["uid"], side["name"]) for side in dispute["sides"]]
    known, others = {side.key for side in sides}, {}
    for point in points:
        for position in point["positions"]:
            if position["side"] and position["side"] not in known:
                others[position["side"]] = Column(position["side"], "A side no longer named")
            elif party := position["party"]:
                others[str(party.uid)] = _of_party(party)
    return sides + list(others.values())


def _of_party(party: Card | GoneCard) -> Column:
    return Column(str(party.uid), party.title, "" if party.gone else party.path)


def _cell(column: Column, point: Card) -> Cell:
    return Cell(column, [position for position in point["positions"] if _key(position) == column.key])


def _key(position: dict) -> str:
    return position["side"] or str(position["party"].uid)
