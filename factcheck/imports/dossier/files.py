"""Raw records out of a dossier file, one after another, whichever notation it is in."""

from collections.abc import Iterator
from typing import BinaryIO

from ..errors import ImportProblem
from ..outcome import Issue
from .header import BOM, LONGEST_LINE, Raw, in_other_letters
from .jsonfile import is_ndjson, json_lines, json_records
from .yamlfile import yaml_records


def records(file: BinaryIO, name: str, header: dict) -> Iterator[Raw | Issue]:
    """Every record of the file, with an Issue for each piece that cannot be read; fills in `header`.

    Raises ImportProblem.
    """
    file.seek(0)
    head = file.read(LONGEST_LINE)
    if not head.strip():
        raise ImportProblem(f"{name} is empty.")
    if in_other_letters(head):
        raise ImportProblem(
            f"{name} is not UTF-8 but UTF-16 or UTF-32; save the file as UTF-8."
        )
    start = len(BOM) if head.startswith(BOM) else 0
    file.seek(start)
    if not head[start:].lstrip().startswith(b"{"):
        return yaml_records(file, name, header)
    return (
        json_lines(file, header)
        if is_ndjson(name, head[start:].lstrip())
        else json_records(file, header)
    )
