"""Raw records out of a dossier file, one after another: YAML up to 20 MB, JSON and NDJSON streamed."""

import json
from collections.abc import Iterator
from typing import BinaryIO, NamedTuple

import ijson
import yaml

from ..errors import ImportProblem
from ..found import Issue

MOST_YAML = 20 * 1024 * 1024
LONGEST_LINE = 1024 * 1024
FORMAT = "1"
TOP_LEVEL = ("dossier", "dispute", "records")


class Raw(NamedTuple):
    """One record as it stands in the file, and where."""

    place: str
    record: dict


class TextLoader(yaml.SafeLoader):
    """YAML in which every scalar is the text that was written, and nothing stands for something else."""

    yaml_implicit_resolvers: dict = {}

    def compose_node(self, parent, index):
        event = self.peek_event()
        if isinstance(event, yaml.AliasEvent) or getattr(event, "anchor", None):
            line = event.start_mark.line + 1
            raise ImportProblem(f"Line {line}: anchors and aliases (& and *) are not taken; write the value out.")
        return super().compose_node(parent, index)


def records(file: BinaryIO, name: str) -> Iterator[Raw | Issue]:
    """Every record of the file, with an Issue for each piece that cannot be read. Raises ImportProblem."""
    file.seek(0)
    head = file.read(LONGEST_LINE)
    if not head.strip():
        raise ImportProblem(f"{name} is empty.")
    file.seek(0)
    first = head.removeprefix(b"\xef\xbb\xbf").lstrip()
    if not first.startswith(b"{"):
        return _yaml(file, name)
    return _lines(file) if _is_ndjson(first) else _json(file)


def _is_ndjson(head: bytes) -> bool:
    """A first line that is whole by itself."""
    try:
        json.loads(head.split(b"\n", 1)[0])
    except ValueError:
        return False
    return b"\n" in head and b'"records"' not in head.split(b"\n", 1)[0]


def _check_header(header: dict) -> None:
    version = header.get("dossier")
    if version is None:
        raise ImportProblem("The key “dossier” is missing; the file starts with dossier: 1.")
    if str(version) != FORMAT:
        raise ImportProblem(f"“dossier: {version}” is a format that is not known here; write dossier: {FORMAT}.")
    for key in header:
        if key not in TOP_LEVEL:
            raise ImportProblem(f"“{key}” is no key of a dossier; known are {', '.join(TOP_LEVEL)}.")


def _decode(data: bytes, what: str) -> str:
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise ImportProblem(
            f"{what}: byte {error.start} in line {line} is not UTF-8; save the file as UTF-8."
        ) from error


def _yaml(file: BinaryIO, name: str) -> Iterator[Raw | Issue]:
    data = file.read(MOST_YAML + 1)
    if len(data) > MOST_YAML:
        raise ImportProblem(f"{name} is larger than 20 MB; write a dossier of that size as JSON or NDJSON.")
    loader = _loader(_decode(data, name))
    try:
        root = loader.get_single_node()
        header, items = _yaml_top(loader, root)
    except yaml.YAMLError as error:
        raise ImportProblem(_yaml_message(error)) from error
    _check_header(header)
    for i, node in enumerate(items):
        place = f"records[{i}] (line {node.start_mark.line + 1})"
        if isinstance(node, yaml.MappingNode):
            yield from _yaml_record(loader, node, place)
        else:
            yield Issue(place, "A record is a mapping of fields; mend the indentation.")


def _loader(text: str) -> TextLoader:
    try:
        return TextLoader(text)
    except yaml.YAMLError as error:
        raise ImportProblem(_yaml_message(error)) from error


def _yaml_record(loader: TextLoader, node, place: str) -> Iterator[Raw | Issue]:
    keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
    if doubled := sorted({key for key in keys if keys.count(key) > 1}):
        yield Issue(place, f"“{doubled[0]}” is given twice; keep one.", doubled[0])
        return
    try:
        yield Raw(place, loader.construct_object(node, deep=True))
    except yaml.YAMLError as error:
        yield Issue(place, _yaml_message(error))


def _yaml_top(loader: TextLoader, root) -> tuple[dict, list]:
    if not isinstance(root, yaml.MappingNode):
        raise ImportProblem("A dossier is a mapping with the keys dossier, dispute and records.")
    header, items = {}, []
    for key, node in root.value:
        if key.value == "records":
            if not isinstance(node, yaml.SequenceNode):
                raise ImportProblem(f"Line {node.start_mark.line + 1}: “records” is a list; start each with a dash.")
            items = node.value
        else:
            header[key.value] = loader.construct_object(node, deep=True)
    return header, items


def _yaml_message(error: yaml.YAMLError) -> str:
    mark = getattr(error, "problem_mark", None)
    where = f"Line {mark.line + 1}, column {mark.column + 1}: " if mark else ""
    return f"{where}this is not YAML ({getattr(error, 'problem', None) or error})."


def _json(file: BinaryIO) -> Iterator[Raw | Issue]:
    _check_header(_json_header(file))
    file.seek(0)
    count = 0
    try:
        for record in ijson.items(file, "records.item", use_float=False):
            place = f"records[{count}]"
            count += 1
            if isinstance(record, dict):
                yield Raw(place, record)
            else:
                yield Issue(place, "A record is an object with fields.")
    except (ijson.JSONError, UnicodeDecodeError) as error:
        yield Issue(f"after records[{count - 1}]", f"The file cannot be read on from here: {error}. Mend it there.")


def _json_header(file: BinaryIO) -> dict:
    """The top-level keys before the records; the records follow them."""
    header = {}
    try:
        for prefix, event, value in ijson.parse(file):
            if prefix == "records":
                break
            if event == "map_key" and prefix == "":
                header.setdefault(value, "")
            elif prefix and "." not in prefix and event in ("string", "number"):
                header[prefix] = value
    except (ijson.JSONError, UnicodeDecodeError) as error:
        raise ImportProblem(f"The file is not JSON: {error}.") from error
    return header


def _lines(file: BinaryIO) -> Iterator[Raw | Issue]:
    """NDJSON: the header alone in the first line, then a record a line."""
    for number, line in enumerate(_bounded_lines(file), 1):
        place = f"line {number}"
        if line is None:
            yield Issue(place, f"The line is longer than {LONGEST_LINE // 1024} kB; split the record or mend the file.")
            continue
        if not line.strip():
            continue
        try:
            value = json.loads(line.decode("utf-8-sig"))
        except UnicodeDecodeError as error:
            yield Issue(place, f"Byte {error.start} is not UTF-8; save the file as UTF-8.")
            continue
        except (ValueError, RecursionError) as error:
            yield Issue(place, f"This is not a JSON object: {error}.")
            continue
        if number == 1:
            _check_header(value)
        elif isinstance(value, dict):
            yield Raw(place, value)
        else:
            yield Issue(place, "A record is an object with fields.")


def _bounded_lines(file: BinaryIO) -> Iterator[bytes | None]:
    """Lines of bounded length; None stands for one that was longer and was passed over."""
    while line := file.readline(LONGEST_LINE):
        if line.endswith(b"\n") or len(line) < LONGEST_LINE:
            yield line
            continue
        while line and not line.endswith(b"\n"):
            line = file.readline(LONGEST_LINE)
        yield None
