"""Blocks of a page that are made once: what a record's block rests on names it, so it is never stale.

A block is a pure function of the record's line, of the lines that it shows and of the template. The lines are found in
one query through the ledger's references, without reading a payload.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote
from uuid import UUID

from django.db import connection
from django.template.loader import get_template
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

from factcheck.ledger import View, live, stored

from ..base_views import Frame
from ..tombstones import withheld
from . import store
from .build_id import release

DEPTH = 3
EMPTY: dict[int, str] = {}
# What a block stands among, and does not show.
AROUND = ("dispute", "entry", "point")
HELD = (
    "EXISTS (SELECT 1 FROM factcheck_capture AS c JOIN factcheck_source AS s ON s.id = c.source_id "
    "WHERE s.uid = w.uid AND c.bytes_removed_at IS NULL)"
)


class Reached(NamedTuple):
    """A line that the block of the line `root` shows, `depth` references away. `held`: a copy of the source is kept."""

    root: int
    seq: int
    uid: UUID | str
    kind: str
    depth: int
    held: bool


class Reach(NamedTuple):
    """Every line that the blocks of some lines show, and a digest of them, each by the line that begins the block."""

    lines: dict[int, list[Reached]]
    digests: dict[int, str]

    @property
    def whole(self) -> str:
        """A digest of all of them together; empty for none."""
        return _digest(self.digests.values()) if self.digests else ""


def reach(view: View, seqs: Iterable[int]) -> Reach:
    """What the blocks of these lines show. One query, kept for as long as nothing is appended."""
    return _reach(view, tuple(seqs))


@lru_cache(maxsize=32)
def _reach(view: View, seqs: tuple[int, ...]) -> Reach:
    found = defaultdict(list)
    if seqs:
        with connection.cursor() as cursor:
            cursor.execute(*_question(view, seqs))
            for row in cursor.fetchall():
                found[row[0]].append(Reached(*row))
    return Reach(
        dict(found), {root: _digest(map(_said, lines)) for root, lines in found.items()}
    )


def _said(line: Reached) -> str:
    return f"{line.seq}+" if line.held else str(line.seq)


def _digest(said: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(sorted(said)).encode()).hexdigest()[:32]


def _question(view: View, seqs: tuple[int, ...]) -> tuple[str, tuple]:
    marks, around = ", ".join(["%s"] * len(seqs)), ", ".join(["%s"] * len(AROUND))
    followed, target, merged = "", "r.uid", _merged(view)
    if merged:
        pairs = ", ".join(["(%s, %s)"] * len(merged))
        followed, target = (
            f"LEFT JOIN (VALUES {pairs}) AS m ON m.column1 = r.uid",
            "COALESCE(m.column2, r.uid)",
        )
    stands = live(view, "p")
    text = (
        "WITH RECURSIVE walk(root, seq, uid, kind, depth) AS ("
        f"SELECT p.seq, p.seq, p.uid, p.kind, 0 FROM factcheck_publication AS p WHERE p.seq IN ({marks}) "
        "UNION SELECT walk.root, p.seq, p.uid, p.kind, walk.depth + 1 FROM walk "
        f"JOIN factcheck_ref AS r ON r.seq = walk.seq {followed} "
        f"JOIN factcheck_publication AS p ON p.uid = {target} AND p.kind NOT IN ({around}) {stands.text} "
        f"WHERE walk.depth < {DEPTH}) "
        f"SELECT w.root, w.seq, w.uid, w.kind, w.depth, w.kind = 'source' AND {HELD} FROM walk AS w"
    )
    uids = tuple(stored(uid) for pair in merged for uid in pair)
    return text, (*seqs, *uids, *AROUND, *stands.params)


def _merged(view: View) -> list[tuple[UUID, UUID]]:
    return [
        (stone.uid, view.follow(stone.uid))
        for stone in view.tombstones().values()
        if stone.into
    ]


def name_now(frame: Frame, template: str, *asked: object) -> str:
    """What is kept of a part of a page that may change with any line of the ledger; it depends on `asked` too."""
    view = frame.view
    last = (view.hash, view.seq, withheld(view)) if view.moment else (view.head_hash,)
    said = (
        template,
        release(),
        frame.language,
        frame.as_of,
        last,
        view.operations_seq,
        view.seq,
        asked,
    )
    return hashlib.sha256(repr(said).encode()).hexdigest()[:40]


@lru_cache(maxsize=1)
def _any_moment() -> str:
    """What stands in the place of the moment in links of a kept block; nobody can write it into a record."""
    return salted_hmac("factcheck.pages.cache.fragments", "any moment").hexdigest()


class Shelf:
    """The blocks of one template on one page: those that are kept, and those that must be made.

    `digests` say what each block shows, by the line that it begins with; `marks` what it shows beside that. Blocks are
    made by `frame`, whose links name no one moment: pages of different moments share what reads the same in both.
    """

    def __init__(
        self,
        frame: Frame,
        template: str,
        digests: dict[int, str],
        marks: dict[int, str] = EMPTY,
    ):
        self.moment = quote(frame.as_of, safe="")
        self.frame = replace(frame, as_of_param=_any_moment()) if frame.as_of else frame
        said = (
            template,
            release(),
            frame.language,
            bool(frame.as_of),
            withheld(frame.view),
        )
        start = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
        self.names = {
            root: f"{start}{marks.get(root, '')}{digest}"
            for root, digest in digests.items()
        }
        self.known = store.get_many("fragments", self.names.values())

    @property
    def missing(self) -> list[int]:
        """The lines whose blocks are not kept."""
        return [root for root, name in self.names.items() if name not in self.known]

    def fill(self, make: Callable[[int], str]) -> dict[int, SafeString]:
        """Every block by its line; what is missing is made by `make` and kept."""
        made = {self.names[root]: str(make(root)) for root in self.missing}
        store.set_many("fragments", made)
        whole = self.known | made
        return {
            root: mark_safe(self._at_moment(whole[name]))
            for root, name in self.names.items()
        }

    def _at_moment(self, text: str) -> str:
        return text.replace(_any_moment(), self.moment) if self.moment else text


class Parts:
    """The parts of a page that may change with any line of the ledger, by their templates; made together.

    `asked` is what they depend on beside the state of the ledger.
    """

    def __init__(self, frame: Frame, templates: dict[str, str], *asked: object):
        self.frame, self.templates = frame, templates
        today = None if frame.moment else timezone.now().date()
        self.names = {
            part: name_now(frame, template, today, *asked)
            for part, template in templates.items()
        }
        self.known = store.get_many("fragments", self.names.values())

    @property
    def missing(self) -> bool:
        """Whether what the parts show must be read."""
        return len(self.known) < len(self.names)

    def fill(self, read: Callable[[], dict]) -> dict[str, SafeString]:
        """Every part; `read` gives what the templates show, and is asked once, where one is missing."""
        if not self.missing:
            return {
                part: mark_safe(self.known[name]) for part, name in self.names.items()
            }
        context = {"page": self.frame, **read()}
        made = {
            part: get_template(template).render(context)
            for part, template in self.templates.items()
        }
        store.set_many(
            "fragments", {self.names[part]: str(text) for part, text in made.items()}
        )
        return made
