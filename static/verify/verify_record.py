#!/usr/bin/env python3
"""Check downloaded lines of a ledger, offline, with nothing but Python 3.9 or later.

    python verify_record.py lines.ndjson
    python verify_record.py page-1.json page-2.json --head 6c0f...
    python verify_record.py lines.ndjson --keys ledger-keys

Each file holds lines of `/ledger/lines.ndjson`, or pages of `/api/v1/publications/`, in the order of their numbers;
`-` is standard input. What is wrong is said one line a problem, with the number of the line of the ledger, and the
answer is 1; 0 when everything verifies, 2 when a file cannot be read.

What is checked: numbers follow one another; each payload has the root that its line says, whatever was sealed or struck
in it, and what was struck is named by a later line, or is withheld while a line of kind `hold` holds its record; each
line has the hash that follows from its fields, carries the hash of the line before, and is signed by the key that the
ledger names; moments go back only by a line that says so.
What cannot be seen from the lines alone is whether the last ones were left out, or whether all of them were written
anew under another key: give the hash that you wrote down (`--head`, `--kept`) and the keys that you kept (`--keys`).
"""

import argparse
import base64
import binascii
import hashlib
import json
import re
import sys
from json.encoder import encode_basestring

GENESIS = "0" * 64
HASHED = (
    "seq",
    "uid",
    "kind",
    "version",
    "action",
    "published_at",
    "recorded_at",
    "payload_root",
    "previous_hash",
)
OWN = (
    "redaction",
    "hold",
    "key",
    "clock",
)  # kinds of lines that are of no record, and are never held
FIELDS = {
    *HASHED,
    "hash",
    "payload",
    "secret",
    "salts",
    "sealed",
    "key_id",
    "signature",
}
MOMENT = re.compile(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z", re.ASCII)
HASH = re.compile(r"[0-9a-f]{64}", re.ASCII)
SALT = re.compile(r"[0-9a-f]{32}", re.ASCII)
KEY_ID = re.compile(r"[0-9a-f]{8}", re.ASCII)
WORDS = re.compile(r"[ \t\n\r]*[^ \t\n\r]+[ \t\n\r]*|[ \t\n\r]+")
STRUCK = "\u2588"
NAMES = "sealed_names"
DECIDERS = {(NAMES, "decided_by", 0), (NAMES, "decided_by", 1)}
FORMAT = "factcheck-ledger-line/2"
SPACE = re.compile(r"\s*")
DECODER_ERRORS = (ValueError, RecursionError)


class Unreadable(Exception):
    """A value that no line of a ledger holds."""


def canonical(value):
    """UTF-8 unescaped, keys sorted by code point, no spaces: the text that is hashed."""
    return json.dumps(
        value,
        ensure_ascii=False,
        sort_keys=True,
        separators=(",", ":"),
        allow_nan=False,
    )


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


DECODER = json.JSONDecoder(
    object_pairs_hook=object_of, parse_float=refuse_number, parse_constant=refuse_number
)


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
    return (
        error
        if isinstance(error, Unreadable)
        else Unreadable(f"is no JSON in UTF-8 ({error})")
    )


def fault_of_form(line):
    """What keeps a value from being a line at all; empty for none."""
    if not isinstance(line, dict):
        return "is no line of a ledger"
    if missing := sorted(FIELDS - set(line)):
        return f"has no {', '.join(missing)}"
    withheld = is_withheld(line)
    if more := sorted(set(line) - FIELDS - ({"withheld"} if withheld else set())):
        return f"says {', '.join(more)[:80]}, which no hash covers"
    for name in ("seq", "version"):
        if type(line[name]) is not int or line[name] < 1:
            return f"its {name} is no number from 1"
    for name in ("published_at", "recorded_at"):
        if not isinstance(line[name], str) or not MOMENT.fullmatch(line[name]):
            return f"its {name} is no moment such as 2026-01-15T12:00:00.000000Z"
    for name in ("hash", "previous_hash", "payload_root"):
        if not isinstance(line[name], str) or not HASH.fullmatch(line[name]):
            return f"its {name} is no sha256"
    if withheld:
        return ""
    if not isinstance(line["payload"], dict):
        return "its payload is no object"
    return fault_of_proof(line)


def is_withheld(line):
    """Whether the line gives nothing of its payload, and says that its record is held."""
    nothing = (
        line["payload"] is line["secret"] is line["salts"] is None
        and line["sealed"] == []
    )
    return nothing and line.get("withheld") == "hold" and line["kind"] not in OWN


def fault_of_proof(line):
    """What keeps the keys beside the hash from proving anything."""
    secret, salts, sealed = line["secret"], line["salts"], line["sealed"]
    if not (secret is None or isinstance(secret, str) and HASH.fullmatch(secret)):
        return "its secret is no 32 bytes in hexadecimal"
    if not (salts is None or isinstance(salts, list) and all(map(is_salt, salts))):
        return "its salts are no list of 16 bytes in hexadecimal each, or null"
    if (secret is None) == (salts is None):
        return "it has a secret or the salts that a strike has left, and not both"
    if not (isinstance(sealed, list) and all(map(is_sealed, sealed))):
        return "what it lists as sealed is no [path, word, hash]"
    if not isinstance(line["key_id"], str) or not KEY_ID.fullmatch(line["key_id"]):
        return "its key_id is no four bytes in hexadecimal"
    return "" if isinstance(line["signature"], str) else "its signature is no text"


def is_salt(value):
    return value is None or isinstance(value, str) and bool(SALT.fullmatch(value))


def is_sealed(row):
    if not (
        isinstance(row, list)
        and len(row) == 3
        and isinstance(row[0], list)
        and isinstance(row[2], str)
    ):
        return False
    steps = all(
        isinstance(step, str) or type(step) is int and step >= 0 for step in row[0]
    )
    word = row[1] is None or type(row[1]) is int and row[1] >= 0
    return steps and word and bool(HASH.fullmatch(row[2]))


def leaves_of(value, path=()):
    """(path, word, value) of every leaf in the order of the canonical payload; a text is parted into words."""
    if isinstance(value, str) and value:
        for number, word in enumerate(WORDS.findall(value)):
            yield path, number, word
    elif isinstance(value, dict) and value:
        for key in sorted(value):
            yield from leaves_of(value[key], (*path, key))
    elif isinstance(value, list) and value:
        for index, item in enumerate(value):
            yield from leaves_of(item, (*path, index))
    else:
        yield path, None, value


def written(value):
    """A leaf's value as canonical JSON."""
    return encode_basestring(value) if isinstance(value, str) else canonical(value)


def root_of(line):
    """The root that follows from a line's payload and what stands beside it. Raises Unreadable."""
    payload, hidden = (
        line["payload"],
        {(tuple(path), word): digest for path, word, digest in line["sealed"]},
    )
    if len(hidden) < len(line["sealed"]):
        raise Unreadable("lists a leaf as sealed twice")
    found = []
    for path, word, value in leaves_of(payload) if payload or not hidden else ():
        digest = hidden.pop((path, word), None)
        if digest and line["secret"]:
            raise Unreadable("lists a leaf as sealed while nothing was struck")
        if digest and not (
            value is None
            or isinstance(value, str)
            and value.rstrip(" \t\n\r") == STRUCK
        ):
            raise Unreadable("lists a leaf as sealed that stands in its payload")
        found.append((path, word, value, digest))
    if line["secret"] and any(
        path[:1] != (NAMES,) or word is not None for path, word in hidden
    ):
        raise Unreadable("lists a leaf as sealed while nothing was struck")
    try:
        if hidden:
            found += [
                (path, word, None, digest) for (path, word), digest in hidden.items()
            ]
            found.sort(key=lambda leaf: (leaf[0], -1 if leaf[1] is None else leaf[1]))
        salts = salts_of(line, len(found))
        hashes, told, place = [], None, ""
        for (path, word, value, digest), salt in zip(found, salts):  # noqa: B905 - as old as Python 3.9
            if line["secret"] is None and (salt is None) != bool(digest):
                raise Unreadable(
                    "has a salt beside a sealed leaf, or none beside another"
                )
            if path is not told:  # the words of a text share its path
                told, place = path, path_text(path)
            text = f'["{salt}",{place},{"null" if word is None else word},{written(value)}]'
            hashes.append(digest or hashlib.sha256(text.encode("utf-8")).hexdigest())
    except (TypeError, ValueError) as error:
        raise Unreadable(f"holds a payload without canonical form ({error})") from error
    return sha256_text("".join(hashes))


def path_text(path):
    return f"[{','.join(encode_basestring(step) if isinstance(step, str) else str(step) for step in path)}]"


def salts_of(line, count):
    """A salt for each leaf: 16 bytes of SHAKE-256 of the line's secret, or what a strike has left."""
    if line["secret"] is None:
        if len(line["salts"]) != count:
            raise Unreadable("has not as many salts as leaves")
        return line["salts"]
    drawn = hashlib.shake_256(bytes.fromhex(line["secret"])).hexdigest(16 * count)
    return [drawn[at : at + 32] for at in range(0, len(drawn), 32)]


def sha256_text(text):
    return hashlib.sha256(text.encode("utf-8")).hexdigest()


# Ed25519 as RFC 8032 says it (section 5.1), for checking alone; points are (X, Y, Z, T), with x = X/Z and y = Y/Z.
P = 2**255 - 19
ORDER = 2**252 + 27742317777372353535851937790883648493
D = -121665 * pow(121666, P - 2, P) % P
ROOT_OF_MINUS_1 = pow(2, (P - 1) // 4, P)


def added(a, b):
    e, f = (a[1] - a[0]) * (b[1] - b[0]) % P, (a[1] + a[0]) * (b[1] + b[0]) % P
    c, z = 2 * a[3] * b[3] * D % P, 2 * a[2] * b[2] % P
    m, n, o, q = f - e, z - c, z + c, f + e
    return m * n % P, o * q % P, n * o % P, m * q % P


def times(scalar, point):
    found = (0, 1, 1, 0)
    while scalar:
        if scalar & 1:
            found = added(found, point)
        point = added(point, point)
        scalar >>= 1
    return found


def point_of(raw):
    """The point that 32 bytes stand for; None for none."""
    y = int.from_bytes(raw, "little")
    sign, y = y >> 255, y & (1 << 255) - 1
    if y >= P:
        return None
    square = (y * y - 1) * pow(D * y * y + 1, P - 2, P) % P
    x = pow(square, (P + 3) // 8, P)
    if (x * x - square) % P:
        x = x * ROOT_OF_MINUS_1 % P
    if (x * x - square) % P or (x == 0 and sign):
        return None
    x = P - x if x & 1 != sign else x
    return x, y, 1, x * y % P


BASE = point_of((4 * pow(5, P - 2, P) % P).to_bytes(32, "little"))
POWERS = []


def times_base(scalar):
    """The base point so many times, from powers that are made once."""
    if not POWERS:
        point = BASE
        for _ in range(256):
            POWERS.append(point)
            point = added(point, point)
    found = (0, 1, 1, 0)
    for bit in range(scalar.bit_length()):
        if scalar >> bit & 1:
            found = added(found, POWERS[bit])
    return found


def is_signed(public, message, signature):
    """Whether the 64 bytes of a signature verify over a message under a public key of 32."""
    if len(public) != 32 or len(signature) != 64:
        return False
    a, r, s = (
        point_of(public),
        point_of(signature[:32]),
        int.from_bytes(signature[32:], "little"),
    )
    if a is None or r is None or s >= ORDER:
        return False
    h = (
        int.from_bytes(
            hashlib.sha512(signature[:32] + public + message).digest(), "little"
        )
        % ORDER
    )
    left, right = times_base(s), added(r, times(h, a))
    return not (
        (left[0] * right[2] - right[0] * left[2]) % P
        or (left[1] * right[2] - right[1] * left[2]) % P
    )


class Key:
    """A verifier key as C2SP writes it: origin+id+key. Raises Unreadable."""

    def __init__(self, text):
        parts = text.strip().split("+", 2) if isinstance(text, str) else []
        try:
            raw = base64.b64decode(parts[2], validate=True)
        except (IndexError, binascii.Error, ValueError):
            raise Unreadable("names no verifier key") from None
        self.text, self.origin, self.public = "+".join(parts), parts[0], raw[1:]
        self.id = hashlib.sha256(parts[0].encode() + b"\n" + raw).hexdigest()[:8]
        if raw[:1] != b"\x01" or len(raw) != 33 or self.id != parts[1]:
            raise Unreadable("names a verifier key that does not fit its own number")

    def signed(self, line):
        """Whether this key signed the line."""
        try:
            signature = base64.b64decode(line["signature"], validate=True)
        except (binascii.Error, ValueError):
            return False
        message = f"{FORMAT}\n{self.origin}\n{line['hash']}\n".encode()
        return line["key_id"] == self.id and is_signed(self.public, message, signature)


def is_step(before, to, line):
    """Whether a line of kind `clock` goes back from a moment to one that has been."""
    moments = all(
        isinstance(moment, str) and MOMENT.fullmatch(moment) for moment in (before, to)
    )
    return moments and to < before and to <= line["recorded_at"]


class Check:
    """Reads lines in order and tells what is wrong with them."""

    def __init__(self, tell, after, kept, keys=(), signatures=True):
        self.tell, self.kept, self.found = tell, kept, {}
        self.seq, self.previous = after
        self.signatures, self.trusted = signatures, {key.text for key in keys}
        self.key = keys[-1] if keys and self.seq else None
        self.last = {"published_at": "", "recorded_at": ""}
        self.count, self.emptied, self.redacted, self.notes = 0, {}, set(), []
        self.withheld, self.held = {}, set()

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
        yield from self.faults_of_moments(line)
        is_as_hashed = True
        if is_withheld(line):
            self.withheld[line["seq"]] = (place, line["uid"])
        else:
            try:
                is_as_hashed = root_of(line) == line["payload_root"]
            except Unreadable as error:
                yield str(error)
            if line["secret"] is None:
                self.emptied[line["seq"]] = place
        if not is_as_hashed:
            yield "holds a payload that is not the one that was hashed (payload_root)"
        if sha256({name: line[name] for name in HASHED}) != line["hash"]:
            yield "has a hash that does not follow from its fields (hash)"
        if self.signatures:
            yield from self.faults_of_signature(line)
        if line["action"] == "redact" and line["kind"] == "redaction" and is_as_hashed:
            self.name_redacted(line)
        if line["kind"] == "hold" and is_as_hashed:
            self.name_held(line)

    def faults_of_moments(self, line):
        """They never go back, but for the one step of a line of kind `clock`."""
        step = line["payload"] if line["action"] == line["kind"] == "clock" else {}
        before, to = step.get("from"), step.get("to")
        if is_step(before, to, line) and self.last["recorded_at"] in ("", before):
            self.last = {name: min(last, to) for name, last in self.last.items()}
            self.notes.append(
                f"line {line['seq']}: the clock ran ahead until {before}, and was set to {to}"
            )
        for name, last in self.last.items():
            if line[name] < last:
                yield f"goes back in time, to {line[name]} (its {name})"
            self.last[name] = max(last, line[name])
        if line["published_at"] > line["recorded_at"]:
            yield "says that it was published after it was recorded"

    def faults_of_signature(self, line):
        """A line is signed by the key that the last line of kind `key` before it names."""
        if line["action"] == line["kind"] == "key":
            yield from self.faults_of_key(line)
        elif self.key is None:
            self.signatures = False  # said once
            yield "is signed by a key that no line before it names; give it by --keys"
        elif not self.key.signed(line):
            yield "has no good signature (signature)"

    def faults_of_key(self, line):
        try:
            key = Key(line["payload"].get("key"))
        except Unreadable as error:
            yield str(error)
            return
        reason = line["payload"].get("reason")
        if reason not in (
            ("first", "carried-over") if line["seq"] == 1 else ("rotated", "lost")
        ):
            yield "names a key for a reason that no line of this number can have"
        if reason == "lost" and not DECIDERS <= {
            tuple(path) for path, *_ in line["sealed"]
        }:
            yield "puts a key in the place of a lost one, and does not seal who decided that"
        is_rotated = reason == "rotated"
        if is_rotated and self.key is None and self.seq:
            yield "is signed by a key that no line before it names; give it by --keys"
        elif not (self.key if is_rotated and self.key else key).signed(line):
            yield "has no good signature (signature)"
        if self.trusted and key.text not in self.trusted:
            yield f"names the key {key.id}, which is none of those that you kept"
        if line["payload"].get("reason") == "lost":
            self.notes.append(
                f"line {line['seq']}: the key before was lost; only this line vouches for {key.id}"
            )
        self.key = key

    def name_redacted(self, line):
        for named in line["payload"].get("of") or ():
            seq = named.get("seq") if isinstance(named, dict) else None
            if type(seq) is int and seq < line["seq"]:
                self.redacted.add(seq)

    def name_held(self, line):
        uid = line["payload"].get("of")
        if line["action"] == "hold":
            self.held.add(uid)
        elif line["action"] == "release":
            self.held.discard(uid)

    def end(self, head):
        for seq, (place, uid) in sorted(self.withheld.items()):
            if uid not in self.held:
                self.tell(
                    f"{place}: line {seq} is withheld, and no later line says that its record is held."
                )
        for seq, place in sorted(self.emptied.items()):
            if seq not in self.redacted:
                self.tell(
                    f"{place}: line {seq} was emptied, and no later line says that it was redacted."
                )
        for seq, expected in sorted(self.kept.items()):
            if self.found.get(seq) != expected:
                said = (
                    f"has the hash {self.found[seq]}"
                    if seq in self.found
                    else "is not here"
                )
                self.tell(f"line {seq} {said}; you wrote down {expected}.")
        if not self.count:
            self.tell("there is no line to check.")
        elif head and self.previous != head:
            self.tell(
                f"line {self.seq} is the last one here, with the hash {self.previous}; the head is {head}."
            )


def hash_of(written):
    if not HASH.fullmatch(written.lower()):
        raise argparse.ArgumentTypeError("a hash is 64 letters and digits from 0 to f")
    return written.lower()


def line_and_hash(written):
    seq, _, expected = written.partition(":")
    if not (seq.isascii() and seq.isdecimal()):
        raise argparse.ArgumentTypeError(
            "write the number of the line, a colon and its hash"
        )
    return int(seq), hash_of(expected)


def asked(arguments):
    parser = argparse.ArgumentParser(
        description="Check downloaded lines of a ledger, offline."
    )
    parser.add_argument(
        "files",
        nargs="+",
        metavar="FILE",
        help="lines or pages of lines in order; - for standard input",
    )
    parser.add_argument(
        "--head", type=hash_of, metavar="HASH", help="the last line must have this hash"
    )
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
    parser.add_argument(
        "--keys",
        metavar="FILE",
        help="the verifier keys that you kept, one a line, from /.well-known/ledger-keys; no other may be named",
    )
    parser.add_argument(
        "--no-signatures",
        action="store_true",
        help="check hashes alone, which is some ten times as fast",
    )
    return parser.parse_args(arguments)


def keys_in(name):
    """The verifier keys that a file holds, one a line. Raises OSError, Unreadable."""
    with open(name, encoding="utf-8", errors="replace") as file:
        return [Key(row) for row in file if row.strip() and not row.startswith("#")]


def main(arguments=None):
    options, problems = asked(arguments), []

    def tell(message):
        problems.append(message)
        say(message)

    try:
        keys = keys_in(options.keys) if options.keys else []
    except (OSError, Unreadable) as error:
        say(
            f"{options.keys} cannot be read: {getattr(error, 'strerror', None) or error}.",
            sys.stderr,
        )
        return 2
    check = Check(
        tell, options.after, dict(options.kept), keys, not options.no_signatures
    )
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
        say(
            f"{len(problems)} problem{'s' * (len(problems) > 1)} in {check.count} lines",
            sys.stderr,
        )
        return 1
    for note in check.notes:
        say(note)
    redacted = f", {len(check.emptied)} redacted" if check.emptied else ""
    withheld = f", {len(check.withheld)} withheld" if check.withheld else ""
    unsigned = ", signatures not looked at" if options.no_signatures else ""
    say(
        f"verified {check.count} lines, up to line {check.seq}{redacted}{withheld}{unsigned}; head {check.previous}"
    )
    return 0


def say(message, file=None):
    (file or sys.stdout).write(f"{message}\n")


if __name__ == "__main__":
    sys.exit(main())
