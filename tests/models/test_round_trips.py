"""Whatever a record holds comes back as it was: content, draft, content, for every kind and every part."""

from uuid import uuid4

import pytest
from django.utils import timezone
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from people import change, make, person, published, uid

from factcheck import drafts, kinds, ledger, workflow
from factcheck.models import Capture, Party

pytestmark = pytest.mark.django_db

TEXT = "Before. It is our bridge. After."


@pytest.fixture
def ground() -> dict[str, str]:
    """The uids of one record of each kind that others point to."""
    party, dispute, rating = published("party"), make("dispute"), make("rating")
    source = make("source")
    Capture.objects.create(
        source=source, sha256="a" * 64, media_type="text/plain", byte_count=9, text=TEXT, captured_at=timezone.now()
    )
    quote = make("quote", disputes=[uid(dispute)], source=uid(source))
    claim = make("claim", disputes=[uid(dispute)])
    side = {"slug": "upper", "name": "Upper", "line": "Ours.", "parties": [uid(party)], "uid": str(uuid4())}
    dispute = change(dispute, sides=[side])
    found = {"party": party, "dispute": dispute, "rating": rating, "source": source, "quote": quote, "claim": claim}
    return {name: uid(record) for name, record in found.items()} | {"side": side["uid"]}


def passage(exact: str = "It is our bridge.") -> dict:
    start = TEXT.index(exact)
    around = {"before": TEXT[:start], "after": TEXT[start + len(exact) :]}
    return {"exact": exact, "start": start, "end": start + len(exact), "capture": "a" * 64} | around


def full(kind: str, to: dict[str, str]) -> dict:
    """Content of a kind with every field and every part said."""
    part = {"uid": str(uuid4())}
    cited = {"source": to["source"], "passage": passage(), "locator": "p. 3"}
    return {
        "rating": {
            "label": "Mostly true",
            "order": 2,
            "numeric": 4,
            "polarity": "positive",
            "definition": "Nearly.",
            "shape": "disc-most",
        },
        "party": {
            "name": "Kalaallit Nunaat",
            "party_kind": "government",
            "aliases": ["Greenland", "Grønland"],
            "wikidata_id": "Q223",
            "description": "An island.",
            "roles": [
                part | {"title": "Premier", "organization": to["party"], "held_from": "2025-04", "held_to": ""},
                {"uid": str(uuid4()), "title": "Mayor", "organization": None, "held_from": "", "held_to": "1999~"},
            ],
        },
        "source": {
            "title": "Deed",
            "subtitle": "Of 1951",
            "source_kind": "treaty",
            "url": "https://example.org/deed?a=1&b=%20",
            "publisher": to["party"],
            "authors": ["A. Ærø", "B"],
            "published_on": "1951-04-27",
            "language": "da",
            "licence": "cc-by",
            "rank": "primary",
            "derived_from": to["source"],
            "archives": ["https://archive.example/1"],
            "note": "Two\n\nparagraphs.",
        },
        "dispute": {
            "title": "Who owns it?",
            "summary": "*Two* towns.",
            "language": "en",
            "sides": [part | {"slug": "a", "name": "A", "line": "", "parties": [to["party"]]}],
            "stands": [{"uid": str(uuid4()), "heading": "not-known", "text": "Who built it.", "entry": None}],
        },
        "quote": {
            "disputes": [to["dispute"]],
            "words": "It is our bridge.",
            "speaker": to["party"],
            "said_on": "2026-01-14~",
            "quote_kind": "partial",
            "basis": "translated",
            **cited,
            "language": "da",
            "translation": "It is ours",
            "translated_by": "An agency",
            "occasion": "To reporters",
            "about": "The bridge",
        },
        "claim": {
            "disputes": [to["dispute"]],
            "text": "It belongs to Upper Town.",
            "claim_kind": "legal",
            "claimed_on": "2026-01",
            "language": "en",
            "context": "Long\nstory.",
            "verdict": part | {"rating": to["rating"], "rationale": "No deed.", "decided_on": "2026-01-15"},
            "appearances": [
                {
                    "uid": str(uuid4()),
                    "party": to["party"],
                    "role": "denies",
                    "quote": to["quote"],
                    **cited,
                    "stated_on": "[2026-01-14..]",
                    "note": "Twice.",
                },
                {
                    "uid": str(uuid4()),
                    "party": None,
                    "role": "reports",
                    "quote": None,
                    "source": to["source"],
                    "passage": None,
                    "locator": "",
                    "stated_on": "",
                    "note": "",
                },
            ],
            "evidence": [{"uid": str(uuid4()), "stance": "refutes", **cited, "note": "It says so."}],
            "relations": [{"uid": str(uuid4()), "relation": "depends-on", "claim": to["claim"]}],
            "reviews": [
                {
                    "uid": str(uuid4()),
                    "publisher": "Checkers",
                    "url": "https://example.org/check",
                    "label": "Pants on fire",
                    "language": "en",
                    "reviewed_on": "2026-01-16",
                }
            ],
            "replies": [
                {
                    "uid": str(uuid4()),
                    "party": to["party"],
                    "question": "Is it?",
                    "asked_on": "2026-01-10",
                    "due_on": "2026-01-12",
                    "answered_on": "2026-01-11",
                    "answer": "Yes.",
                }
            ],
        },
        "entry": {
            "dispute": to["dispute"],
            "headline": "Closed",
            "body": "At noon.",
            "when": "2026-01-14",
            "time": "12:30",
            "zone": "America/Nuuk",
            "status": "planned",
            "check_again_on": "2026-02-01",
            "place": "Nuuk",
            "latitude": "64.181400",
            "longitude": "-51.694100",
            "entry_kind": "talks",
            "key_event": True,
            "parties": [to["party"]],
            "claims": [to["claim"]],
            "quotes": [to["quote"]],
            "citations": [part | cited | {"note": "Front page."}],
            "pictures": [
                {
                    "uid": str(uuid4()),
                    "sha256": "b" * 64,
                    "media_type": "image/png",
                    "width": 4,
                    "height": 3,
                    "alt": "A bridge",
                    "caption": "At noon",
                    "credit": "Me",
                }
            ],
        },
        "point": {
            "dispute": to["dispute"],
            "question": "Whose is it?",
            "summary": "The deed.",
            "rank": 3,
            "positions": [
                part
                | {
                    "side": to["side"],
                    "party": None,
                    "statement": "Ours.",
                    "stated_on": "2026",
                    "claims": [to["claim"]],
                    "quotes": [to["quote"]],
                }
            ],
        },
    }[kind]


@pytest.mark.parametrize("kind", ["rating", "party", "source", "dispute", "quote", "claim", "entry", "point"])
def test_full_content_comes_back_as_it_was(ground, kind):
    content = full(kind, ground)

    record = make(kind, slug="round", **content)
    stored = kinds.get(kind).model.objects.get(pk=record.pk)

    assert kinds.of(stored).content(stored) == content
    assert ledger.canonical(kinds.of(stored).content(stored))


@pytest.mark.parametrize("kind", ["rating", "party", "source", "dispute", "quote", "claim", "entry", "point"])
def test_content_that_comes_back_changes_nothing(ground, kind):
    record = make(kind, slug="round", **full(kind, ground))

    again = change(record, person("editor"))

    assert (again.lock_version, again.changed_by) == (0, person("reporter"))
    assert workflow.revisions(again).count() == 1


def test_every_field_of_every_public_form_is_said_in_this_test(ground):
    for kind in kinds.all_kinds():
        content = full(kind.name, ground)
        assert set(content) == set(kind.public_form.fields) - drafts.ENVELOPE, kind.name
        for part in kind.parts:
            assert content[part.name], f"{kind.name} {part.name}"


def test_what_the_data_no_longer_has_goes_and_the_rest_keeps_its_uid(ground):
    content = full("party", ground)
    record = make("party", slug="round", **content)

    kept = change(record, roles=content["roles"][1:])

    roles = kinds.of(kept).content(Party.objects.get(pk=kept.pk))["roles"]
    assert roles == content["roles"][1:]


def test_parts_keep_the_order_they_were_given_in(ground):
    content = full("party", ground)
    record = make("party", slug="round", **content)

    turned = change(record, roles=content["roles"][::-1])

    assert [role["title"] for role in kinds.of(turned).content(turned)["roles"]] == ["Mayor", "Premier"]


texts = st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=60).filter(
    lambda text: text == text.strip() and text
)


@settings(max_examples=40, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(name=texts, aliases=st.lists(texts, max_size=4))
def test_any_text_comes_back_letter_for_letter(name, aliases):
    record = make("party", name=name, slug=f"p-{uuid4()}", aliases=aliases)

    stored = kinds.of(record).content(Party.objects.get(pk=record.pk))
    assert (stored["name"], stored["aliases"]) == (name, aliases)
