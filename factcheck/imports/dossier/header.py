"""What stands at the head of a dossier, whichever notation it is in."""

from collections.abc import Mapping
from types import MappingProxyType
from typing import NamedTuple

from ..errors import ImportProblem

BOM = b"\xef\xbb\xbf"
FORMAT = "1"
TOP_LEVEL = ("dossier", "dispute", "records")
LONGEST_LINE = 1024 * 1024
NO_LINES: Mapping[str, int] = MappingProxyType({})
NO_RECORDS = (
    "The key “records” is missing; the list of records follows dossier and dispute."
)


class Raw(NamedTuple):
    """One record as it stands in the file, and where."""

    place: str
    record: dict


def check_header(header: object, lines: Mapping[str, int] = NO_LINES) -> None:
    """Raise ImportProblem unless the keys before the records say what this is; `lines` says where each key stands."""
    keys = header if isinstance(header, dict) else {}
    version = keys.get("dossier")
    if version is None:
        raise ImportProblem(
            "The key “dossier” is missing; the file starts with dossier: 1, then dispute, then records."
        )
    if str(version) != FORMAT:
        where = _where("dossier", lines)
        raise ImportProblem(
            f"{where}“dossier: {version}” is a format that is not known here; write dossier: {FORMAT}."
        )
    for key in keys:
        if key not in TOP_LEVEL:
            known = ", ".join(TOP_LEVEL)
            raise ImportProblem(
                f"{_where(key, lines)}“{key}” is no key of a dossier; known are {known}."
            )


def _where(key: str, lines: Mapping[str, int]) -> str:
    return f"Line {lines[key]}: " if key in lines else "At the top of the file: "


def in_other_letters(head: bytes) -> bool:
    """Whether a file begins as UTF-16 or UTF-32 does, with their mark or with a NUL among its first letters."""
    return head.startswith((b"\xff\xfe", b"\xfe\xff")) or b"\0" in head[:4]


def not_utf8(data: bytes, start: int, line: int = 1, before: int = 0) -> str:
    """The message for bytes that are not UTF-8: `start` in `data`, which begins at `line` and byte `before`."""
    line += data.count(b"\n", 0, start)
    return f"byte {before + start} in line {line} is not UTF-8; save the file as UTF-8."
