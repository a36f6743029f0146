"""Raw records out of a dossier file, one after another, whichever notation it is in."""

from collections.abc import Iterator
from typing import BinaryIO

from ..errors import ImportProblem
from ..found import Issue
from .header import BOM, LONGEST_LINE, Raw
from .jsonfile import is_ndjson, json_lines, json_records
from .yamlfile import yaml_records


def records(file: BinaryIO, name: str) -> Iterator[Raw | Issue]:
    """Every record of the file, with an Issue for each piece that cannot be read. Raises ImportProblem."""
    file.seek(0)
    head = file.read(LONGEST_LINE)
    if not head.strip():
        raise ImportProblem(f"{name} is empty.")
    start = len(BOM) if head.startswith(BOM) else 0
    file.seek(start)
    if not head[start:].lstrip().startswith(b"{"):
        return yaml_records(file, name)
    return json_lines(file) if is_ndjson(name, head[start:].lstrip()) else json_records(file)
