"""A dossier in YAML, event by event: every scalar is the text that was written, and a file never fills the memory."""

from collections.abc import Iterator
from typing import Any, BinaryIO, cast

import yaml

from ..errors import ImportProblem
from ..outcome import Issue
from .header import NO_RECORDS, Raw, check_header, not_utf8

MOST_YAML = 20 * 1024 * 1024
MOST_VALUES = 50_000
DEEPEST = 20
END = (yaml.SequenceEndEvent, yaml.MappingEndEvent)
START = (yaml.SequenceStartEvent, yaml.MappingStartEvent)


TextLoader = getattr(yaml, "CBaseLoader", yaml.BaseLoader)
"""YAML in which 1951, 16:30 and no are the texts that stand there."""


def yaml_records(file: BinaryIO, name: str, header: dict) -> Iterator[Raw | Issue]:
    """The records of a file of up to 20 MB; whatever is no YAML fails the whole file. Raises ImportProblem."""
    data = file.read(MOST_YAML + 1)
    if len(data) > MOST_YAML:
        raise ImportProblem(
            f"{name} is larger than 20 MB; write a dossier of that size as JSON or NDJSON."
        )
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise ImportProblem(f"{name}: {not_utf8(data, error.start)}") from error
    del data
    yield from _Reader(text).records(header)


class _Reader:
    """Walks the events of one document; `faults` are those of the record in hand."""

    def __init__(self, text: str):
        self.events = _events(text)
        self.faults: list[str] = []
        self.values = 0

    def records(self, header: dict) -> Iterator[Raw | Issue]:
        lines, has_records = {}, False
        if not isinstance(self._opening(), yaml.MappingStartEvent):
            raise ImportProblem(
                "A dossier is a mapping with the keys dossier, dispute and records."
            )
        while not isinstance(key := next(self.events), yaml.MappingEndEvent):
            name = self._built(key)
            lines[str(name)] = _line(key)
            if name == "records":
                check_header(header, lines)
                has_records = True
                yield from self._items(next(self.events))
            else:
                header[str(name)] = self._built(next(self.events))
        check_header(header, lines)
        if not has_records:
            raise ImportProblem(NO_RECORDS)
        if (
            not isinstance(next(self.events), yaml.DocumentEndEvent)
            or list(self.events)[1:]
        ):
            raise ImportProblem("The file holds more than one YAML document; keep one.")

    def _opening(self) -> yaml.Event:
        """The first event that is of the content."""
        event = next(self.events)
        while isinstance(event, yaml.StreamStartEvent | yaml.DocumentStartEvent):
            event = next(self.events)
        return event

    def _items(self, start: yaml.Event) -> Iterator[Raw | Issue]:
        if not isinstance(start, yaml.SequenceStartEvent):
            raise ImportProblem(
                f"Line {_line(start)}: “records” is a list; start each record with a dash."
            )
        count = 0
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            place = f"records[{count}] (line {_line(event)})"
            self.faults, self.values, count = [], 0, count + 1
            record = self._built(event)
            if not isinstance(record, dict):
                self.faults.append(
                    "A record is a mapping of fields; mend the indentation."
                )
            yield (
                Issue(
                    place,
                    self.faults[0],
                    value="" if isinstance(record, dict) else record,
                )
                if self.faults
                else Raw(place, record)
            )

    def _built(self, event: yaml.Event, depth: int = 0) -> Any:
        """The value that begins with this event."""
        self.values += 1
        if isinstance(event, yaml.ScalarEvent):
            return event.value
        if depth > DEEPEST or self.values > MOST_VALUES:
            return self._passed_over(event)
        if isinstance(event, yaml.MappingStartEvent):
            return self._mapping(depth)
        items = []
        while not isinstance(event := next(self.events), yaml.SequenceEndEvent):
            items.append(self._built(event, depth + 1))
        return items

    def _mapping(self, depth: int) -> dict:
        made = {}
        while not isinstance(event := next(self.events), yaml.MappingEndEvent):
            key = self._built(event, depth + 1)
            if not isinstance(key, str):
                key = self._fault(event, "a key is a word, not a list or a mapping.")
            elif key in made:
                self._fault(event, f"“{key}” is given twice; keep one.")
            made[key] = self._built(next(self.events), depth + 1)
        return made

    def _passed_over(self, event: yaml.Event) -> str:
        depth = 1
        while depth:
            following = next(self.events)
            depth += isinstance(following, START) - isinstance(following, END)
        return self._fault(
            event, "this is nested too deeply, or too much for one record; split it."
        )

    def _fault(self, event: yaml.Event, message: str) -> str:
        self.faults.append(f"Line {_line(event)}: {message}")
        return ""


def _events(text: str) -> Iterator[yaml.Event]:
    try:
        for event in yaml.parse(text, Loader=TextLoader):
            if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
                raise ImportProblem(
                    f"Line {_line(event)}: anchors and aliases (& and *) are not taken; write the value out."
                )
            tag = getattr(event, "tag", None)
            if tag:
                raise ImportProblem(
                    f"Line {_line(event)}: tags ({tag}) are not taken; write the text alone."
                )
            yield event
    except yaml.YAMLError as error:
        raise ImportProblem(_message(error)) from error


def _line(event: yaml.Event) -> int:
    mark = cast(yaml.Mark, event.start_mark)  # every event of a parser has one
    return mark.line + 1


def _message(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"Line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return f"{where}this is not YAML ({getattr(error, 'problem', None) or error}). Mend it there and import again."
