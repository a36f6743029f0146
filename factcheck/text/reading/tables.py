"""Whether a text is a table: rows of as many cells each, with one sign between them."""

import csv
import re
from collections import Counter
from itertools import islice

SIGNS = ("\t", ";", ",", "|")
MOST_ROWS = 200

# Each of these was measured by `pytest tests/reading/test_what_a_file_is.py`.
LEAST_ALIKE = 0.9
"""The share of rows that have as many cells as most."""
MOST_SPACED = 0.3
"""The share of cells that begin with a space: behind the commas and semicolons of prose there is one nearly always."""
FEWEST_ROWS = {2: 3}
"""Rows that a table of so few columns has at least; two are enough for others."""
LONGEST_NAME = 80
SENTENCE_END = re.compile(r"[.!?…][\"”’»)]?$")
NUMERIC = re.compile(r"\d,\d")


def table_in(text: str) -> str:
    """The sign between the cells of a text that is one table from its beginning; empty for any other text."""
    first_line = text.partition("\n")[0]
    for sign in SIGNS:
        if sign in first_line and _is_table(text, sign):
            return sign
    return ""


def _is_table(text: str, sign: str) -> bool:
    rows = _rows(text, sign)
    if len(rows) < 2:
        return False
    width = _width(rows)
    if not width or not _is_header(rows[0]):
        return False
    cells = _filled_cells(rows)
    if not cells:
        return False
    if sign in ",;" and _is_spaced(cells):
        return False
    return sign != "," or width != 2 or not _is_decimal(text)


def _width(rows: list[list[str]]) -> int:
    """The columns that nearly all rows have, the first one too; 0 where they are too few for a table, or differ."""
    width, count = Counter(map(len, rows)).most_common(1)[0]
    if width < 2 or width != len(rows[0]):
        return 0
    is_long = len(rows) >= FEWEST_ROWS.get(width, 2)
    return width if is_long and count >= LEAST_ALIKE * len(rows) else 0


def _filled_cells(rows: list[list[str]]) -> list[str]:
    """The cells behind the first column that hold something."""
    cells: list[str] = []
    for row in rows:
        cells += filter(None, row[1:])
    return cells


def _is_spaced(cells: list[str]) -> bool:
    """Whether so many cells begin with a space that the signs are those of prose."""
    return sum(cell.startswith(" ") for cell in cells) > MOST_SPACED * len(cells)


def _rows(text: str, sign: str) -> list[list[str]]:
    """The rows at the beginning of a text, the last one left out where the text may be cut there."""
    reader = csv.reader(text.splitlines(keepends=True), delimiter=sign)
    try:
        rows = list(filter(any, islice(reader, MOST_ROWS + 1)))
    except csv.Error:
        return []
    return rows[:-1] if len(rows) > 3 and not text.endswith("\n") else rows


def _is_header(cells: list[str]) -> bool:
    """Whether a row can name columns: short words, no sentences."""
    filled = [cell.strip() for cell in cells if cell.strip()]
    return bool(filled) and all(map(_is_column_name, filled))


def _is_column_name(cell: str) -> bool:
    if len(cell) > LONGEST_NAME:
        return False
    return " " not in cell or not SENTENCE_END.search(cell)


def _is_decimal(text: str) -> bool:
    """Whether the commas stand within numbers, as in “3,5 million”."""
    commas = text.count(",")
    return len(NUMERIC.findall(text)) * 2 > commas
