"""A small dispute of which every record can be held, and the addresses at which readers could meet it."""

import io
import re
from collections import Counter
from collections.abc import Iterable, Iterator

from django.core.cache import caches
from django.test import Client
from PIL import Image

from factcheck.ledger import moment_text
from factcheck.models import Publication
from factcheck.records import registry
from factcheck.records.pictures import StoredPicture, store
from support.people import World, change, make, publish, published, uid
from support.public_addresses import addresses, answer

KINDS = ("dispute", "entry", "claim", "quote", "source", "party", "rating", "point")
TITLES = {
    "dispute": "title",
    "entry": "headline",
    "claim": "text",
    "quote": "words",
    "source": "title",
}
TITLES |= {"party": "name", "rating": "label", "point": "question"}
LATER = {
    "dispute": "summary",
    "entry": "body",
    "claim": "context",
    "quote": "about",
    "source": "subtitle",
}
LATER |= {"party": "description", "rating": "definition", "point": "summary"}
SLUGS = {
    "dispute": "bridge",
    "entry": "closing",
    "claim": "belongs",
    "quote": "our-bridge",
    "source": "report",
}
SLUGS |= {"party": "upper-town", "rating": "unproven", "point": "whose"}
OF_THE_DESK = ("/admin/", "/accounts/")
PASSING = ("/readyz", "/healthz")


def word(kind: str) -> str:
    """A word that stands in every text of the record of this kind, and nowhere else."""
    return f"zzdark{kind}zz"


def picture_of(colour: str) -> StoredPicture:
    data = io.BytesIO()
    Image.new("RGB", (4, 3), colour).save(data, format="PNG")
    return store(data.getvalue())


class HoldingWorld(World):
    """Each record is published, then corrected; `records` names them by kind."""

    def build(self) -> None:
        self.dispute = self._make("dispute")
        self.party = self._make("party")
        self.source = self._make("source")
        self.rating = self._make(
            "rating", numeric=1, order=1, polarity="negative", shape="cross"
        )
        self.ground = publish(self.dispute, self.party, self.source, self.rating)
        own = {
            "disputes": [uid(self.dispute)],
            "speaker": uid(self.party),
            "source": uid(self.source),
        }
        self.quote = self._published("quote", **own)
        self.claim = self._published("claim", **self.claim_content())
        picture = {
            "sha256": picture_of("red").sha256,
            "media_type": "image/png",
            "width": 4,
            "height": 3,
        }
        self.picture = picture["sha256"]
        shown = [picture | {"alt": word("entry"), "caption": word("entry")}]
        self.entry = self._published("entry", **self.entry_content(pictures=shown))
        position = {
            "party": uid(self.party),
            "statement": "Ours.",
            "claims": [uid(self.claim)],
        }
        self.point = self._published(
            "point", dispute=uid(self.dispute), positions=[position]
        )
        for kind in KINDS:
            later = {LATER[kind]: f"Said anew, {word(kind)}."} if kind in LATER else {}
            publish(
                change(self.records[kind], **later),
                action="correct",
                notice=f"It said {word(kind)}.",
            )

    @property
    def records(self) -> dict:
        return {kind: getattr(self, kind) for kind in KINDS}

    def _content(self, kind: str) -> dict:
        return {"slug": SLUGS[kind], TITLES[kind]: f"The bridge, {word(kind)}"}

    def _make(self, kind: str, **content):
        return make(kind, **self._content(kind) | content)

    def _published(self, kind: str, **content):
        return published(kind, **self._content(kind) | content)


def moments() -> list[str]:
    """Two moments of the record that are over: in its midst, and before its last line."""
    at = list(
        Publication.objects.order_by("seq").values_list("published_at", flat=True)
    )
    return [moment_text(at[i]) for i in (len(at) // 2, len(at) - 2)]


def every_moment() -> list[str]:
    """Every moment at which a line was published."""
    at = Publication.objects.order_by("published_at").values_list(
        "published_at", flat=True
    )
    return [moment_text(moment) for moment in dict.fromkeys(at)]


def public_addresses(world) -> list[str]:
    """Every public address with its samples, without those of the desk and those that tell of this very second."""
    found = [path for samples in addresses(world, []).values() for path in samples]
    found += [f"/search/?q={word(kind)}" for kind in KINDS] + [
        "/search/?q=bridge",
        "/corrections/?dispute=bridge",
    ]
    found += [f"/report/?record={record.uid}" for record in world.records.values()]
    found += [
        f"/api/v1/publications/{seq}/"
        for seq in Publication.objects.values_list("seq", flat=True)
    ]
    found += [
        f"/oembed?url=http://127.0.0.1:8000{path}"
        for path in ("/entries/closing/", "/disputes/bridge/")
    ]
    found += [f"/api/v1/{kind}/{record.uid}/" for kind, record in plurals(world)]
    return [
        path
        for path in dict.fromkeys(found)
        if not path.startswith(OF_THE_DESK + PASSING)
    ]


def plurals(world) -> Iterator[tuple[str, object]]:
    return ((registry.of(record).plural, record) for record in world.records.values())


def at_moment(path: str, moment: str) -> str:
    return f"{path}{'&' if '?' in path else '?'}as_of={moment}"


def read_all(
    world, when: list[str], also: Iterable[str] = ()
) -> dict[str, tuple[int, str]]:
    """Status and text of every public address, now and at these moments; redirects are followed once."""
    client, found = Client(), {}
    for path in (*public_addresses(world), *also):
        if path.startswith("/guest/"):
            caches["default"].clear()  # looks are counted there
        for address in (path, *(at_moment(path, moment) for moment in when)):
            found[address] = _followed(client, address)
    return found


def _followed(client: Client, address: str) -> tuple[int, str]:
    status, text = answer(client, address)
    if status in (301, 302) and (
        moved := re.search(r"\('Location', '(/[^']*)'\)", text)
    ):
        return answer(client, moved[1])
    return status, text


# What a later line, tag or clock changes in an answer that says the same.
STAMP = re.compile(r"\('(ETag|X-Request-ID|Content-Length)', '[^']*(\\'[^']*)*'\)")
HEAD = re.compile(r"[0-9a-f]{64}|[0-9a-f]{8}…[0-9a-f]{4}|%3A|\d+")


# A page of the past names its newest state, which a release begins anew.
NEWEST = re.compile(r'<[^>]*>; rel="[a-z ]*\blast memento"; datetime="[^"]*"')


def as_sent(text: str) -> str:
    """An answer without its tag, length, number and newest state."""
    return NEWEST.sub("#", STAMP.sub("#", text))


def pieces(text: str) -> Counter:
    """The pieces of an answer of the present without hashes and numbers: the head, its moment and counts of lines."""
    return Counter(re.split(r"[<>\n{}]", HEAD.sub("#", as_sent(text))))
