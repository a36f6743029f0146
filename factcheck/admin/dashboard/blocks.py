"""The blocks of the desk's first page: a heading, its first items, and how many there are in all."""

from dataclasses import dataclass
from typing import NamedTuple

MOST = 20
"""Items that a block shows; queries ask for one more, to know whether there are more."""


class DashboardItem(NamedTuple):
    """One line of a block."""

    title: str
    url: str
    note: str


@dataclass(frozen=True)
class DashboardBlock:
    """What waits for one act: the first of it, how many there are in all, and where the rest is, if there is more."""

    heading: str
    items: list[DashboardItem]
    count: str
    all_url: str = ""

    @property
    def is_empty(self) -> bool:
        return not self.items


def block(heading: str, items: list[DashboardItem]) -> DashboardBlock:
    """A block of items, of which one more than is shown was asked for."""
    return DashboardBlock(heading, items[:MOST], count_label(len(items)))


def count_label(count: int) -> str:
    return f"more than {MOST}" if count > MOST else str(count)
