"""A record of any size, made up: bodies of lines in the shape of the public forms, the same for the same numbers."""

import hashlib
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import accumulate
from random import Random
from uuid import UUID

from factcheck.ledger import PendingLine
from factcheck.records import registry

FIRST_DAY = date(2001, 1, 1)
DAYS = 9_000
SHORT = 50
CLAIM_KINDS = ("fact", "forecast", "legal", "causal", "judgement")
ENTRY_KINDS = ("statement", "action", "document", "talks", "deployment", "decision")
PLACES = ("Nuuk", "Copenhagen", "Washington", "Brussels", "Ottawa", "Reykjavik")
TEXT = (
    "island treaty base minister vote harbour price survey mineral radar council letter budget winter ship court "
    "clause summit crew northern election coast patrol visit statement interest security report defence majority"
)
WORDS = TEXT.split()


def uid_of(*name: object) -> str:
    """The same name has the same uid in every run."""
    return str(
        UUID(
            bytes=hashlib.md5(repr(name).encode(), usedforsecurity=False).digest(),
            version=4,
        )
    )


def marker(number: int) -> str:
    """The words by which some claims and entries are searched for: one in 5,000, in 100 and in 20 of them."""
    every = {"walrus": 5_000, "narwhal": 100, "fulmar": 20}
    return " ".join(word for word, n in every.items() if number % n == n // 2 % 50)


@dataclass(frozen=True)
class Scale:
    """How many records of each kind a ledger of about `lines` lines holds."""

    lines: int

    @property
    def records(self) -> dict[str, int]:
        rest = self.lines * 10 // 11 - 8
        few = {
            "rating": 8,
            "dispute": max(2, rest // 500),
            "party": max(12, rest // 100),
            "source": rest // 20,
        }
        few["quote"] = rest // 20
        left = rest - sum(few.values())
        return few | {"claim": left * 6 // 10, "entry": left - left * 6 // 10}


@dataclass(frozen=True)
class Courses:
    """How many records a ledger holds whose disputes have so many entries each: dispute-0 has the first of `sizes`."""

    sizes: Sequence[int]

    @property
    def records(self) -> dict[str, int]:
        entries = sum(self.sizes)
        few = {
            "rating": 8,
            "dispute": len(self.sizes),
            "party": 24,
            "source": max(20, entries // 5),
        }
        return few | {
            "quote": max(20, entries // 5),
            "claim": max(20, entries // 2),
            "entry": entries,
        }


class Author:
    """Writes the bodies of a ledger's lines."""

    def __init__(self, scale: Scale | Courses):
        self.counts = scale.records
        self.random = Random(2026)

    def lines(self) -> Iterator[PendingLine]:
        """First versions in dossier order, then corrections of every tenth record, then what is taken down."""
        for kind, count in self.counts.items():
            for number in range(count):
                yield self.line(kind, number)
        for kind in ("claim", "entry"):
            for number in range(0, self.counts[kind], 7):
                yield self.line(kind, number, "correct")
        yield from self.tombstones()

    def line(self, kind: str, number: int, action: str = "publish") -> PendingLine:
        slug = f"{kind}-{number}"
        envelope = {
            "uid": uid_of(kind, number),
            "kind": kind,
            "slug": slug,
            "path": f"/{registry.get(kind).plural}/{slug}/",
            "schema": registry.get(kind).serializer_class.SCHEMA,
            "noindex": False,
            "notice": "A date was wrong; it is mended." if action == "correct" else "",
            "edited_by": ["reporter"],
            "approved_by": ["editor"],
            "emergency": False,
        }
        return PendingLine(
            UUID(envelope["uid"]), kind, action, envelope | getattr(self, kind)(number)
        )

    def tombstones(self) -> Iterator[PendingLine]:
        """Every fiftieth source is retracted, every hundredth party merged into the one before."""
        for number in range(49, self.counts["source"], 50):
            yield self.tombstone("source", number, "retract", None)
        for number in range(99, self.counts["party"], 100):
            yield self.tombstone("party", number, "merge", uid_of("party", number - 1))

    def tombstone(
        self, kind: str, number: int, action: str, into: str | None
    ) -> PendingLine:
        body = self.line(kind, number).body
        kept = {name: body[name] for name in ("uid", "kind", "slug", "path")}
        return PendingLine(
            UUID(body["uid"]),
            kind,
            action,
            kept | {"reason": "It was not what it seemed.", "into": into},
        )

    def dispute_of(self, number: int) -> str:
        """The first dispute has one page of entries; the others share the rest."""
        others = self.counts["dispute"] - 1
        return uid_of("dispute", 0 if number < SHORT else 1 + number % others)

    def pick(self, kind: str) -> str:
        return uid_of(kind, self.random.randrange(self.counts[kind]))

    def words(self, count: int) -> str:
        return " ".join(self.random.choices(WORDS, k=count)).capitalize() + "."

    def day(self) -> str:
        return (FIRST_DAY + timedelta(self.random.randrange(DAYS))).isoformat()

    def passage(self) -> dict:
        start = self.random.randrange(9_000)
        texts = {
            "exact": self.words(12),
            "before": self.words(12),
            "after": self.words(12),
        }
        return texts | {
            "start": start,
            "end": start + 80,
            "capture": hashlib.sha256(b"%d" % start).hexdigest(),
        }

    def rating(self, number: int) -> dict:
        return {
            "label": f"Step {number}",
            "order": number,
            "numeric": None,
            "polarity": "none",
            "definition": self.words(20),
            "translations": [],
            "shape": "disc",
        }

    def dispute(self, number: int) -> dict:
        side = {
            "uid": uid_of("side", number),
            "slug": "north",
            "name": "North",
            "line": "",
            "parties": [],
        }
        return {
            "title": f"Dispute {number}",
            "summary": self.words(20),
            "plain_summary": "",
            "language": "en",
            "sides": [side | {"parties": [self.pick("party")]}],
            "stands": [],
        }

    def party(self, number: int) -> dict:
        return {
            "name": f"Party {number}",
            "party_kind": "government",
            "aliases": [],
            "wikidata_id": "",
            "description": self.words(6),
            "roles": [],
            "publicity": "public",
            "shown_as": "",
            "show_full_name": False,
        }

    def source(self, number: int) -> dict:
        return {
            "title": self.words(8),
            "subtitle": "",
            "source_kind": "article",
            "url": f"https://news.example/{number}",
            "publisher": self.pick("party"),
            "authors": ["A. Author"],
            "published_on": self.day(),
            "language": "en",
            "licence": "unknown",
            "rank": "secondary",
            "derived_from": None,
            "archives": [],
            "note": "",
        }

    def quote(self, number: int) -> dict:
        return {
            "disputes": [self.pick("dispute")],
            "words": self.words(20),
            "speaker": self.pick("party"),
            "said_on": self.day(),
            "quote_kind": "direct",
            "basis": "second-hand",
            "source": self.pick("source"),
            "passage": None,
            "locator": "",
            "language": "en",
            "translation": "",
            "translated_by": "",
            "occasion": "",
            "about": "",
        }

    def claim(self, number: int) -> dict:
        on = self.day()
        verdict = {
            "rating": self.pick("rating"),
            "rationale": self.words(20),
            "decided_on": on,
        }
        return {
            "disputes": [self.dispute_of(number)],
            "text": self.words(12),
            "claim_kind": CLAIM_KINDS[number % 5],
            "claimed_on": on,
            "language": "en",
            "context": marker(number),
            "verdict": {"uid": uid_of("verdict", number)} | verdict,
            "appearances": [
                self.appearance(number, role, on) for role in ("asserts", "denies")
            ],
            "evidence": [
                self.evidence(number, stance) for stance in ("supports", "refutes")
            ],
            "relations": [],
            "reviews": [],
            "replies": [],
        }

    def appearance(self, number: int, role: str, on: str) -> dict:
        return {
            "uid": uid_of(role, number),
            "party": self.pick("party"),
            "role": role,
            "quote": None,
            "source": self.pick("source") if role == "denies" else None,
            "passage": None,
            "locator": "",
            "stated_on": on,
            "note": "",
        }

    def evidence(self, number: int, stance: str) -> dict:
        passage = self.passage() if stance == "supports" else None
        note = self.words(8)
        return {
            "uid": uid_of(stance, number),
            "source": self.pick("source"),
            "stance": stance,
            "passage": passage,
            "locator": "",
            "note": note,
        }

    def entry(self, number: int) -> dict:
        citations = [
            {
                "uid": uid_of("citation", number, i),
                "source": self.pick("source"),
                "passage": None,
            }
            | {"locator": "", "note": ""}
            for i in range(2)
        ]
        return {
            "dispute": self.dispute_of(number),
            "headline": self.words(8),
            "short_name": "",
            "position_in_day": None,
            "body": f"{self.words(60)} {marker(number)}".strip(),
            "when": self.day(),
            "time": None,
            "zone": "",
            "status": "happened",
            "check_again_on": None,
            "place": PLACES[number % 6],
            "latitude": None,
            "longitude": None,
            "entry_kind": ENTRY_KINDS[number % 6],
            "key_event": False,
            "parties": sorted({self.pick("party"), self.pick("party")}),
            "claims": [self.pick("claim")],
            "quotes": [self.pick("quote")],
            "citations": citations,
            "pictures": [],
        }


class Chronicler(Author):
    """Writes a ledger of disputes of given sizes."""

    def __init__(self, courses: Courses):
        super().__init__(courses)
        self.ends = list(accumulate(courses.sizes))

    def dispute_of(self, number: int) -> str:
        return uid_of("dispute", bisect_right(self.ends, number % self.ends[-1]))
