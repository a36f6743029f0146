#!/usr/bin/env python3
"""Check downloaded lines of a ledger, offline, with nothing but Python 3.9 or later.

    python verify_record.py lines.ndjson
    python verify_record.py page-1.json page-2.json --head 6c0f...

Each file holds lines of `/ledger/lines.ndjson`, or pages of `/api/v1/publications/`, in the order of their numbers;
`-` is standard input. What is wrong is said one line a problem, with the number of the line of the ledger, and the
answer is 1; 0 when everything verifies, 2 when a file cannot be read.

What is checked: numbers follow one another; each payload has the hash that its line says, or was emptied by a later
line that says so; each line has the hash that follows from its fields, and carries the hash of the line before; moments
do not go back. What cannot be seen from the lines alone is whether the last ones were left out: give the hash that you
wrote down (`--head`, `--kept`).
"""

import argparse
import hashlib
import json
import re
import sys

GENESIS = "0" * 64
HASHED = ("seq", "uid", "kind", "version", "action", "published_at", "recorded_at", "payload_sha256", "previous_hash")
FIELDS = {*HASHED, "hash", "payload"}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
SPACE = re.compile(r"\s*")
DECODER_ERRORS = (ValueError, RecursionError)


class Unreadable(Exception):
    """A value that no line of a ledger holds."""


def canonical(value):
    """UTF-8 unescaped, keys sorted by code point, no spaces: the text that is hashed."""
    return json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"), allow_nan=False)


def sha256(value):
    """Of a value that has no canonical form, empty: no line says that."""
    try:
        return hashlib.sha256(canonical(value).encode("utf-8")).hexdigest()
    except (ValueError, RecursionError):
        return ""


def refuse_number(written):
    raise Unreadable(f"holds the number {written[:20]}, which has no canonical form")


def object_of(pairs):
    """An object whose keys stand once each: a second one would be read by some programs and not by others."""
    found = dict(pairs)
    if len(found) < len(pairs):
        raise Unreadable("names a key twice")
    return found


DECODER = json.JSONDecoder(object_pairs_hook=object_of, parse_float=refuse_number, parse_constant=refuse_number)


def lines_of(value):
    """The lines that a value of a file is: one, a list of them, or a page of the API."""
    if isinstance(value, dict) and isinstance(value.get("results"), list):
        return value["results"]
    return value if isinstance(value, list) else [value]


def read(file, name):
    """(place, line) in the order of the file; the line is an Unreadable where it is none. Lines are read one by one."""
    first = file.readline()
    try:
        values = [DECODER.decode(first.decode("utf-8"))] if first.strip() else []
    except (*DECODER_ERRORS, Unreadable) as error:
        rest = file.read()
        if not looks_like_lines(rest):
            yield from read_documents(first + rest, name)
            return
        yield f"{name}:1", unreadable(error)
        values, file = [], rest.splitlines()
    for value in values:
        yield from ((f"{name}:1", line) for line in lines_of(value))
    for n, written in enumerate(file, 2):
        if written.strip():
            yield from read_row(written, f"{name}:{n}")


def looks_like_lines(rest):
    """Whether what follows the first row are rows of their own, not the rest of a document."""
    following = next((row for row in rest.splitlines() if row.strip()), b"")
    return following.startswith(b"{") and following.rstrip().endswith(b"}")


def read_row(written, place):
    try:
        for line in lines_of(DECODER.decode(written.decode("utf-8"))):
            yield place, line
    except (*DECODER_ERRORS, Unreadable) as error:
        yield place, unreadable(error)


def read_documents(data, name):
    """Documents over several rows, one after the other."""
    try:
        text = data.decode("utf-8")
        at = SPACE.match(text).end()
        while at < len(text):
            value, at = DECODER.raw_decode(text, at)
            yield from ((name, line) for line in lines_of(value))
            at = SPACE.match(text, at).end()
    except (*DECODER_ERRORS, Unreadable) as error:
        yield name, unreadable(error)


def unreadable(error):
    return error if isinstance(error, Unreadable) else Unreadable(f"is no JSON in UTF-8 ({error})")


def fault_of_form(line):
    """What keeps a value from being a line at all; empty for none."""
    if not isinstance(line, dict):
        return "is no line of a ledger"
    if missing := sorted(FIELDS - set(line)):
        return f"has no {', '.join(missing)}"
    if more := sorted(set(line) - FIELDS):
        return f"says {', '.join(more)[:80]}, which no hash covers"
    for name in ("seq", "version"):
        if type(line[name]) is not int or line[name] < 1:
            return f"its {name} is no number from 1"
    for name in ("published_at", "recorded_at"):
        if not isinstance(line[name], str) or not MOMENT.fullmatch(line[name]):
            return f"its {name} is no moment such as 2026-01-15T12:00:00.000000Z"
    for name in ("hash", "previous_hash", "payload_sha256"):
        if not isinstance(line[name], str) or not HASH.fullmatch(line[name]):
            return f"its {name} is no sha256"
    if not isinstance(line["payload"], dict):
        return "its payload is no object"
    return ""


def is_emptied(payload):
    """What a redaction leaves: the address, or nothing where the address itself had to go."""
    return payload == {} or (set(payload) == {"path", "slug"} and all(isinstance(v, str) for v in payload.values()))


class Check:
    """Reads lines in order and tells what is wrong with them."""

    def __init__(self, tell, after, kept):
        self.tell, self.kept, self.found = tell, kept, {}
        self.seq, self.previous = after
        self.last = {"published_at": "", "recorded_at": ""}
        self.count, self.emptied, self.redacted = 0, {}, set()

    def line(self, place, line):
        if fault := str(line) if isinstance(line, Unreadable) else fault_of_form(line):
            self.tell(f"{place}: line {self.seq + 1} {fault}.")
            self.seq, self.previous = self.seq + 1, None
            return
        self.count += 1
        for fault in self.faults(line, place):
            self.tell(f"{place}: line {line['seq']} {fault}.")
        self.seq, self.previous = line["seq"], line["hash"]
        if line["seq"] in self.kept:
            self.found[line["seq"]] = line["hash"]

    def faults(self, line, place):
        if line["seq"] != self.seq + 1:
            yield f"stands where line {self.seq + 1} should"
        elif self.previous is not None and line["previous_hash"] != self.previous:
            yield "does not follow from the line before it (previous_hash)"
        for name, last in self.last.items():
            if line[name] < last:
                yield f"goes back in time, to {line[name]} (its {name})"
            self.last[name] = max(last, line[name])
        if line["published_at"] > line["recorded_at"]:
            yield "says that it was published after it was recorded"
        is_as_hashed = sha256(line["payload"]) == line["payload_sha256"]
        if not is_as_hashed and is_emptied(line["payload"]):
            self.emptied[line["seq"]] = place
        elif not is_as_hashed:
            yield "holds a payload that is not the one that was hashed (payload_sha256)"
        if sha256({name: line[name] for name in HASHED}) != line["hash"]:
            yield "has a hash that does not follow from its fields (hash)"
        if line["action"] == "redact" and line["kind"] == "redaction" and is_as_hashed:
            self.name_redacted(line)

    def name_redacted(self, line):
        named = line["payload"].get("line")
        if type(named) is int and named < line["seq"]:
            self.redacted.add(named)

    def end(self, head):
        for seq, place in sorted(self.emptied.items()):
            if seq not in self.redacted:
                self.tell(f"{place}: line {seq} was emptied, and no later line says that it was redacted.")
        for seq, expected in sorted(self.kept.items()):
            if self.found.get(seq) != expected:
                said = f"has the hash {self.found[seq]}" if seq in self.found else "is not here"
                self.tell(f"line {seq} {said}; you wrote down {expected}.")
        if not self.count:
            self.tell("there is no line to check.")
        elif head and self.previous != head:
            self.tell(f"line {self.seq} is the last one here, with the hash {self.previous}; the head is {head}.")


def hash_of(written):
    if not HASH.fullmatch(written.lower()):
        raise argparse.ArgumentTypeError("a hash is 64 letters and digits from 0 to f")
    return written.lower()


def line_and_hash(written):
    seq, _, expected = written.partition(":")
    if not (seq.isascii() and seq.isdecimal()):
        raise argparse.ArgumentTypeError("write the number of the line, a colon and its hash")
    return int(seq), hash_of(expected)


def asked(arguments):
    parser = argparse.ArgumentParser(description="Check downloaded lines of a ledger, offline.")
    parser.add_argument(
        "files", nargs="+", metavar="FILE", help="lines or pages of lines in order; - for standard input"
    )
    parser.add_argument("--head", type=hash_of, metavar="HASH", help="the last line must have this hash")
    parser.add_argument(
        "--kept",
        type=line_and_hash,
        action="append",
        default=[],
        metavar="LINE:HASH",
        help="a line that you wrote down earlier must still have this hash; may be said several times",
    )
    parser.add_argument(
        "--after",
        type=line_and_hash,
        default=(0, GENESIS),
        metavar="LINE:HASH",
        help="the files go on after this line, which was checked before",
    )
    return parser.parse_args(arguments)


def main(arguments=None):
    options, problems = asked(arguments), []

    def tell(message):
        problems.append(message)
        say(message)

    check = Check(tell, options.after, dict(options.kept))
    for name in options.files:
        try:
            with sys.stdin.buffer if name == "-" else open(name, "rb") as file:
                for place, line in read(file, name):
                    check.line(place, line)
        except OSError as error:
            say(f"{name} cannot be read: {error.strerror}.", sys.stderr)
            return 2
    check.end(options.head)
    if problems:
        say(f"{len(problems)} problem{'s' * (len(problems) > 1)} in {check.count} lines", sys.stderr)
        return 1
    redacted = f", {len(check.emptied)} redacted" if check.emptied else ""
    say(f"verified {check.count} lines, up to line {check.seq}{redacted}; head {check.previous}")
    return 0


def say(message, file=None):
    (file or sys.stdout).write(f"{message}\n")


if __name__ == "__main__":
    sys.exit(main())
