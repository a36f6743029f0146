"""On a page in another language every text of the record says its own (WCAG 2.2, success criterion 3.1.2).

The words of the record here are made of `zq` and a number, so that they are found wherever they stand.
"""

from html.parser import HTMLParser

import pytest
from support.people import change, make, person, publish, published, uid

from factcheck import ledger, workflow
from factcheck.models import Publication

pytestmark = pytest.mark.django_db

VOID = {
    "area",
    "base",
    "br",
    "col",
    "hr",
    "img",
    "input",
    "link",
    "meta",
    "source",
    "track",
    "wbr",
}
# What holds code, for machines and to be copied; and titles of figures, each one sentence of ours with names in it,
# which no markup can part.
PASSED_OVER = {"script", "style", "textarea", "title"}


class Texts(HTMLParser):
    """Every text of a page, with the language that holds for it; the texts of images too."""

    def __init__(self, html: str):
        super().__init__()
        self.open, self.found = [], []
        self.feed(html)

    def handle_starttag(self, tag, attrs):
        attrs = dict(attrs)
        language = attrs.get("lang") or (self.open[-1][1] if self.open else "")
        for name in (
            () if not self.is_seen else ("alt", "aria-label", "title", "placeholder")
        ):
            if attrs.get(name):
                self.found.append((attrs[name], language))
        if tag not in VOID:
            self.open.append((tag, language))

    @property
    def is_seen(self) -> bool:
        tags = {tag for tag, _ in self.open}
        return "body" in tags and not PASSED_OVER & tags

    def handle_endtag(self, tag):
        if tag in {each for each, _ in self.open}:
            while self.open.pop()[0] != tag:
                pass

    def handle_data(self, data):
        if data.strip() and self.is_seen:
            self.found.append((" ".join(data.split()), self.open[-1][1]))


WORD = "zq"


def words(*names: str) -> dict[str, str]:
    """A text for each name, with the word that no page says by itself."""
    return {name: f"{WORD} {name}" for name in names}


@pytest.fixture
def record(world):
    """The small dispute with a text in every field that readers see, and a past."""
    lower = published(
        "party",
        slug="lower",
        party_kind="group",
        name=f"{WORD} officials",
        description=f"{WORD} party",
    )
    party = change(
        world.party,
        party_kind="government",
        name=f"{WORD} town",
        aliases=[f"{WORD} alias"],
        roles=[{"title": f"{WORD} office", "organization": uid(lower)}],
        description=f"{WORD} a town",
    )
    side = {
        "slug": "upper",
        "name": f"{WORD} side",
        "line": f"{WORD} line",
        "parties": [uid(party)],
    }
    stands = [
        {"heading": "established", "text": f"{WORD} stands", "entry": uid(world.entry)}
    ]
    dispute = change(
        world.dispute,
        title=f"{WORD} dispute",
        summary=f"{WORD} summary",
        plain_summary=f"{WORD} plainly",
        sides=[side],
        stands=stands,
    )
    source = change(
        world.source,
        title=f"{WORD} source",
        subtitle=f"{WORD} subtitle",
        note=f"{WORD} about it",
    )
    rating = change(
        world.rating, label=f"{WORD} rating", definition=f"{WORD} definition"
    )
    publish(party, dispute, source, rating, action="correct", notice=f"{WORD} notice")
    quote = change(
        world.quote,
        **words("words", "occasion", "about", "locator"),
        translation=f"{WORD} translated",
        said_on="2026-01-14",
    )
    appearances = [
        {
            "party": uid(party),
            "role": "asserts",
            "quote": uid(quote),
            **words("note", "locator"),
        }
    ]
    evidence = [
        {"source": uid(source), "stance": "context", **words("note", "locator")}
    ]
    reply = words("question", "answer") | {
        "party": uid(party),
        "asked_on": "2026-01-10",
        "answered_on": "2026-01-11",
    }
    review = words("publisher", "label") | {
        "url": "https://example.org/",
        "language": "en",
    }
    claim = change(
        world.claim,
        **words("text", "context"),
        appearances=appearances,
        evidence=evidence,
        verdict=world.verdict(rationale=f"{WORD} rationale"),
        replies=[reply],
        reviews=[review],
    )
    citations = [{"source": uid(source), **words("note", "locator")}]
    entry = change(
        world.entry,
        **words("headline", "body", "place"),
        key_event=True,
        citations=citations,
        parties=[uid(party), uid(lower)],
    )
    publish(quote, claim, entry, action="correct", notice=f"{WORD} notice")
    position = {"side": str(dispute.sides.get().uid), "statement": f"{WORD} statement"}
    position |= {"claims": [uid(claim)], "quotes": [uid(quote)]}
    point = make(
        "point",
        slug="whose",
        dispute=uid(dispute),
        **words("question", "summary"),
        positions=[position],
    )
    publish(point)
    other = published(
        "rating", slug="false", label=f"{WORD} false", definition=f"{WORD} definition"
    )
    again = change(
        world.claim, verdict=world.verdict(rating=uid(other), rationale=f"{WORD} other")
    )
    publish(again, action="correct", notice=f"{WORD} verdict")
    gone = published("claim", slug="gone", text=f"{WORD} gone", **world.claim_content())
    publish(change(world.entry, claims=[uid(world.claim), uid(gone)]), action="update")
    workflow.retract(gone, person("publisher"), reason=f"{WORD} reason")
    return world


def start(record) -> str:
    return ledger.moment_text(
        Publication.objects.get(uid=record.entry.uid, version=1).published_at
    )


def pages(record) -> list[str]:
    compare = f"/disputes/bridge/compare/?from={start(record)}"
    return [
        "/",
        "/disputes/bridge/",
        "/disputes/bridge/?rating=unproven&side=upper&party=upper-town&evidence=open",
        "/disputes/bridge/positions/",
        "/disputes/bridge/changes/",
        "/disputes/bridge/method/",
        "/disputes/bridge/moments/",
        compare,
        "/entries/closing/",
        "/claims/",
        "/claims/?rating=false",
        "/claims/belongs/",
        "/claims/gone/",
        "/quotes/",
        "/quotes/our-bridge/",
        "/sources/",
        "/sources/report/",
        "/parties/",
        "/parties/upper-town/",
        "/corrections/",
        "/corrections/?show=verdicts",
        "/ledger/",
        "/about/ratings/",
        f"/search/?q={WORD}",
        f"/search/?q={WORD}&party=upper-town",
        f"/report/?record={record.claim.uid}",
        f"/report/thanks/?record={record.claim.uid}",
        "/claims/belongs/embed/",
        "/entries/closing/embed/",
        "/disputes/bridge/embed/",
    ]


def spoken_on(client, path: str, language: str) -> list[tuple[str, str]]:
    """Every text of the record on a page, with the language that is said for it."""
    html = client.get(
        f"{path}{'&' if '?' in path else '?'}lang={language}"
    ).content.decode()
    typed = (
        f"“{WORD}”",
        f"„{WORD}“",
    )  # what was looked for stands in a sentence of the page's own
    found = Texts(html).found
    return [
        (text, spoken)
        for text, spoken in found
        if WORD in text and not any(each in text for each in typed)
    ]


@pytest.mark.parametrize("language", ["da", "de"])
def test_every_text_of_the_record_says_its_language(record, client, language):
    found = {path: spoken_on(client, path, language) for path in pages(record)}

    assert [path for path, texts in found.items() if not texts] == []
    wrong = {
        path: [text for text, spoken in texts if spoken != "en"]
        for path, texts in found.items()
    }
    assert {path: texts for path, texts in wrong.items() if texts} == {}


def test_the_words_of_the_page_itself_are_in_its_language(record, client):
    html = client.get("/disputes/bridge/?lang=da").content.decode()

    spoken = dict(Texts(html).found)

    for text in ("Hvor sagen står", "Søg", "Parter"):
        assert spoken.get(text, "da") == "da"
    assert {"en", "da"} <= set(spoken.values())


def test_a_dispute_in_danish_lends_its_language_to_its_entries(record, client):
    publish(change(record.dispute, language="da"), action="update")

    for path in (
        "/entries/closing/",
        "/disputes/bridge/",
        "/disputes/bridge/embed/",
        f"/search/?q={WORD}+headline",
    ):
        spoken = dict(Texts(client.get(path).content.decode()).found)
        assert {spoken.get(text) for text in (f"{WORD} headline", "headline")} >= {
            "da"
        }, path


def test_the_name_of_a_person_is_read_like_the_page_around_it(record, client):
    publish(
        change(record.party, party_kind="person", name="Ada Brook"), action="update"
    )

    spoken = dict(
        Texts(client.get("/parties/upper-town/?lang=da").content.decode()).found
    )

    assert spoken["Ada Brook"] == "da"
