"""A dossier in JSON or NDJSON, read as a stream: neither a long file nor a long line fills the memory."""

import codecs
import json
from collections.abc import Iterator
from typing import BinaryIO

# the C backend takes the process down on a number of 20,000 digits
from ijson.backends import python as ijson
from ijson.common import IncompleteJSONError, JSONError

from ..errors import ImportProblem
from ..outcome import Issue
from .header import LONGEST_LINE, NO_RECORDS, Raw, check_header, not_utf8

BROKEN = (JSONError, ValueError)
PIECE = 64 * 1024
MOST_A_RECORD = 4 * LONGEST_LINE
DEEPEST = 40
NO_OBJECT = "A record is an object with fields."
CUT_OFF = "it ends in the middle, as if it were cut off. Save the whole file and import again."


class _Metered:
    """A file of UTF-8 of which no record may take more than its share. Where that ends, so does the file."""

    def __init__(self, file: BinaryIO):
        self.file, self.left, self.trouble = file, MOST_A_RECORD, ""
        self.decoder = codecs.getincrementaldecoder("utf-8")()
        self.before, self.line = 0, 1

    def read(self, size: int) -> bytes:
        if self.left <= 0:
            self.trouble = f"it is longer than {MOST_A_RECORD // LONGEST_LINE} MB; split the record"
        data = b"" if self.trouble else self.file.read(size)
        self.left -= len(data)
        return self._checked(data)

    def _checked(self, data: bytes) -> bytes:
        """The data up to the first byte that is not UTF-8."""
        pending = len(self.decoder.getstate()[0])
        try:
            self.decoder.decode(data)
        except UnicodeDecodeError as error:
            start = max(error.start - pending, 0)
            self.trouble = not_utf8(data, start, self.line, self.before)
            return data[:start]
        self.line, self.before = self.line + data.count(b"\n"), self.before + len(data)
        return data

    def record_ends(self) -> None:
        self.left = MOST_A_RECORD

    def why(self, error: Exception) -> str:
        """What broke the reading, with the remedy."""
        if isinstance(error, IncompleteJSONError) and not self.trouble:
            return CUT_OFF
        return (
            self.trouble
            or f"{str(error).splitlines()[0].strip()}. Mend it there and import again."
        )


def json_records(file: BinaryIO, header: dict) -> Iterator[Raw | Issue]:
    """The records of one JSON object; what stands before a broken place is read. Raises ImportProblem."""
    start = file.tell()
    header |= _header(file)
    check_header(header)
    file.seek(start)
    metered, count = _Metered(file), 0
    try:
        for record in ijson.items(_parsed(metered), "records.item"):
            place = f"records[{count}]"
            count += 1
            metered.record_ends()
            yield (
                Raw(place, record)
                if isinstance(record, dict)
                else Issue(place, NO_OBJECT, value=record)
            )
    except BROKEN as error:
        yield Issue(
            f"after records[{count - 1}]",
            f"The file cannot be read on from here: {metered.why(error)}",
        )


def _parsed(metered: _Metered) -> Iterator[tuple]:
    """ijson's events with their paths, which grow with every bracket: deep nesting would take hours."""
    return ijson.parse(_shallow(ijson.basic_parse(metered, buf_size=PIECE)))


def _shallow(events: Iterator[tuple]) -> Iterator[tuple]:
    depth = 0
    for event, value in events:
        depth += event.startswith("start_") - event.startswith("end_")
        if depth > DEEPEST:
            raise ValueError("it is nested too deeply")
        yield event, value


def _header(file: BinaryIO) -> dict:
    """The keys before the records."""
    header: dict = {}
    metered = _Metered(file)
    try:
        for prefix, event, value in _parsed(metered):
            if prefix == "records":
                return header
            if event == "map_key" and prefix == "":
                header.setdefault(value, "")
            elif prefix and "." not in prefix and event in ("string", "number"):
                header[prefix] = value
    except BROKEN as error:
        raise ImportProblem(f"The file is not JSON: {metered.why(error)}") from error
    check_header(header)
    raise ImportProblem(NO_RECORDS)


def is_ndjson(name: str, head: bytes) -> bool:
    """By its name, or because the first line is whole by itself and holds no records."""
    first, more, _ = head.partition(b"\n")
    if name.lower().endswith((".ndjson", ".jsonl")):
        return True
    try:
        header = json.loads(first)
    except (ValueError, RecursionError):
        return False
    return bool(more) and isinstance(header, dict) and "records" not in header


def json_lines(file: BinaryIO, header: dict) -> Iterator[Raw | Issue]:
    """The header alone in the first line, then a record a line; a bad line never stops the others."""
    lines = (
        (number, line)
        for number, line in enumerate(_bounded(file), 1)
        if line is None or line.strip()
    )
    number, first = next(lines)
    found = _value(first, f"line {number}")
    if isinstance(found, Issue):
        raise ImportProblem(
            f"Line {number}: {found.message} The first line is {{“dossier”: 1, “dispute”: “…”}}."
        )
    header |= found
    check_header(header, dict.fromkeys(header, number))
    for number, line in lines:
        value = _value(line, f"line {number}")
        yield value if isinstance(value, Issue) else Raw(f"line {number}", value)


def _value(line: bytes | None, place: str) -> dict | Issue:
    if line is None:
        return Issue(
            place,
            f"The line is longer than {LONGEST_LINE // 1024} kB; split the record or mend the file.",
        )
    try:
        value = json.loads(line.decode("utf-8"), object_pairs_hook=_object)
    except UnicodeDecodeError as error:
        return Issue(
            place,
            f"Byte {error.start} of the line is not UTF-8; save the file as UTF-8.",
        )
    except (ValueError, RecursionError) as error:
        return Issue(
            place,
            f"This is not a JSON object: {error}.",
            value=line.decode("utf-8", "replace").strip(),
        )
    return value if isinstance(value, dict) else Issue(place, NO_OBJECT, value=value)


def _object(pairs: list[tuple[str, object]]) -> dict:
    made = dict(pairs)
    if len(made) < len(pairs):
        names = [name for name, _ in pairs]
        raise ValueError(
            f"“{next(name for name in names if names.count(name) > 1)}” is given twice; keep one"
        )
    return made


def _bounded(file: BinaryIO) -> Iterator[bytes | None]:
    """Lines of bounded length; None stands for one that was longer and was passed over."""
    while line := file.readline(LONGEST_LINE):
        if line.endswith(b"\n") or len(line) < LONGEST_LINE:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE)
        yield None
