"""Whether a text is a table: rows of as many cells each, with one sign between them."""

import csv
import re
from collections import Counter

SIGNS = ("\t", ";", ",", "|")
MOST_ROWS = 200
ALIKE = 0.9
"""The share of rows that have as many cells as most."""
SPACED = 0.3
"""At most so many cells begin with a space: behind the commas and semicolons of prose there is one nearly always."""
FEWEST = {2: 3}
"""Rows that a table of so few columns has at least; two are enough for others."""
LONGEST_NAME = 80
SENTENCE_END = re.compile(r"[.!?…][\"”’»)]?$")
NUMERIC = re.compile(r"\d,\d")


def table_in(text: str) -> str:
    """The sign between the cells of a text that is one table from its beginning; empty for any other text."""
    return next(
        (
            sign
            for sign in SIGNS
            if sign in text.partition("\n")[0] and _is_table(text, sign)
        ),
        "",
    )


def _is_table(text: str, sign: str) -> bool:
    rows = _rows(text, sign)
    if len(rows) < 2:
        return False
    width, count = Counter(map(len, rows)).most_common(1)[0]
    if (
        width < 2
        or count < ALIKE * len(rows)
        or len(rows) < FEWEST.get(width, 2)
        or len(rows[0]) != width
    ):
        return False
    if not _is_header(rows[0]):
        return False
    cells = [cell for row in rows for cell in row[1:]]
    filled = [cell for cell in cells if cell]
    if (
        not filled
        or sign in ",;"
        and sum(cell.startswith(" ") for cell in filled) > SPACED * len(filled)
    ):
        return False
    return not (sign == "," and width == 2 and _is_decimal(text))


def _rows(text: str, sign: str) -> list[list[str]]:
    """The rows at the beginning of a text, the last one left out where the text may be cut there."""
    lines = text.splitlines(keepends=True)
    try:
        rows = [
            row
            for row, _ in zip(
                csv.reader(lines, delimiter=sign), range(MOST_ROWS + 1), strict=False
            )
            if any(row)
        ]
    except csv.Error:
        return []
    return rows[:-1] if len(rows) > 3 and not text.endswith("\n") else rows


def _is_header(cells: list[str]) -> bool:
    """Whether a row can name columns: short words, no sentences."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    short = all(len(cell) <= LONGEST_NAME for cell in filled)
    return (
        bool(filled)
        and short
        and not any(SENTENCE_END.search(cell) and " " in cell for cell in filled)
    )


def _is_decimal(text: str) -> bool:
    """Whether the commas stand within numbers, as in “3,5 million”."""
    commas = text.count(",")
    return len(NUMERIC.findall(text)) * 2 > commas
