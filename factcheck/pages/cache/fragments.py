"""Blocks of a page that are rendered once. The cache key of a block names every line that it shows: it is never stale.

A block is a pure function of the record's line, of the lines that it shows and of the template. The lines are read in
one query through the ledger's references, without reading a payload.
"""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import replace
from functools import lru_cache
from typing import NamedTuple
from urllib.parse import quote

from django.template.loader import get_template
from django.utils import timezone
from django.utils.crypto import salted_hmac
from django.utils.safestring import SafeString, mark_safe

from factcheck.ledger import View
from factcheck.ledger.reference_walk import ReferencedLine, referenced_lines

from ..page_context import Frame
from ..tombstones import withheld
from . import store
from .build_id import release

DEPTH = 3
NO_VARIANTS: dict[int, str] = {}
# What a block stands among, and does not show.
AROUND = ("dispute", "entry", "point")


class BlockDependencies(NamedTuple):
    """Every line that the blocks of some lines show, and a digest of them, each by the line that begins the block."""

    lines: dict[int, list[ReferencedLine]]
    digests: dict[int, str]

    @property
    def combined_digest(self) -> str:
        """A digest of all of them together; empty for none."""
        return _digest(self.digests.values()) if self.digests else ""


def block_dependencies(
    view: View, seqs: Iterable[int], depth: int = DEPTH
) -> BlockDependencies:
    """What the blocks of these lines show, `depth` references away. One query, cached until a line is appended."""
    return _block_dependencies(view, tuple(seqs), depth)


@lru_cache(maxsize=32)
def _block_dependencies(
    view: View, seqs: tuple[int, ...], depth: int
) -> BlockDependencies:
    by_root = defaultdict(list)
    for line in referenced_lines(view, seqs, depth=depth, without=AROUND):
        by_root[line.root].append(line)
    digests = {root: _digest(map(_state, lines)) for root, lines in by_root.items()}
    return BlockDependencies(dict(by_root), digests)


def _state(line: ReferencedLine) -> str:
    """A line as a block shows it: a source whose copy is kept is shown with a link to it."""
    return f"{line.seq}+" if line.held else str(line.seq)


def _digest(parts: Iterable[str]) -> str:
    return hashlib.sha256(" ".join(sorted(parts)).encode()).hexdigest()[:32]


def current_key(frame: Frame, template: str, *variant: object) -> str:
    """The cache key of a part of a page that may change with any line of the ledger, and with `variant`."""
    view = frame.ledger_view
    last = (view.hash, view.seq, withheld(view)) if view.moment else (view.head_hash,)
    depends_on = (
        template,
        release(),
        frame.language,
        frame.as_of,
        last,
        view.operations_seq,
        view.seq,
        variant,
    )
    return hashlib.sha256(repr(depends_on).encode()).hexdigest()[:40]


@lru_cache(maxsize=1)
def _any_moment() -> str:
    """What stands in the place of the moment in links of a cached block; nobody can write it into a record."""
    return salted_hmac("factcheck.pages.cache.fragments", "any moment").hexdigest()


class CachedBlocks:
    """The blocks of one template on one page: those that are cached, and those that must be rendered.

    `digests` say what each block shows, by the line that it begins with; `variants` what it shows beside that. Blocks
    are rendered with `frame`, whose links name no one moment: pages of different moments share what reads the same in
    both.
    """

    def __init__(
        self,
        frame: Frame,
        template: str,
        digests: dict[int, str],
        variants: dict[int, str] = NO_VARIANTS,
    ):
        self.moment = quote(frame.as_of, safe="")
        self.frame = replace(frame, as_of_param=_any_moment()) if frame.as_of else frame
        shared = (
            template,
            release(),
            frame.language,
            bool(frame.as_of),
            withheld(frame.ledger_view),
        )
        prefix = hashlib.sha256(repr(shared).encode()).hexdigest()[:16]
        self.keys = {
            root: f"{prefix}{variants.get(root, '')}{digest}"
            for root, digest in digests.items()
        }
        self.cached = store.get_many("fragments", self.keys.values())

    @property
    def missing(self) -> list[int]:
        """The lines whose blocks are not cached."""
        return [root for root, key in self.keys.items() if key not in self.cached]

    def fill(self, render: Callable[[int], str]) -> dict[int, SafeString]:
        """Every block by its line; what is missing is rendered by `render` and cached."""
        rendered = {self.keys[root]: str(render(root)) for root in self.missing}
        store.set_many("fragments", rendered)
        texts = self.cached | rendered
        blocks = {}
        for root, key in self.keys.items():
            blocks[root] = mark_safe(self._at_moment(texts[key]))
        return blocks

    def _at_moment(self, text: str) -> str:
        return text.replace(_any_moment(), self.moment) if self.moment else text


class CachedParts:
    """The parts of a page that may change with any line of the ledger, by their templates; rendered together.

    `variant` is what they depend on beside the state of the ledger.
    """

    def __init__(self, frame: Frame, templates: dict[str, str], *variant: object):
        self.frame, self.templates = frame, templates
        today = None if frame.moment else timezone.now().date()
        self.keys = {
            part: current_key(frame, template, today, *variant)
            for part, template in templates.items()
        }
        self.cached = store.get_many("fragments", self.keys.values())

    @property
    def missing(self) -> bool:
        """Whether what the parts show must be read."""
        return len(self.cached) < len(self.keys)

    def fill(self, read_context: Callable[[], dict]) -> dict[str, SafeString]:
        """Every part; `read_context` gives what the templates show, and is called once, where a part is missing."""
        if not self.missing:
            return {
                part: mark_safe(self.cached[key]) for part, key in self.keys.items()
            }
        context = {"page": self.frame, **read_context()}
        parts: dict[str, SafeString] = {}
        to_cache: dict[str, str] = {}
        for part, template in self.templates.items():
            parts[part] = mark_safe(get_template(template).render(context))
            to_cache[self.keys[part]] = str(parts[part])
        store.set_many("fragments", to_cache)
        return parts
