"""Content of every kind with every field and every part said, in the shape of its public form."""

from uuid import uuid4

TEXT = "Before. It is our bridge. After."


def passage(exact: str = "It is our bridge.") -> dict:
    start = TEXT.index(exact)
    around = {"before": TEXT[:start], "after": TEXT[start + len(exact) :]}
    return {
        "exact": exact,
        "start": start,
        "end": start + len(exact),
        "capture": "a" * 64,
    } | around


def full(kind: str, to: dict[str, str]) -> dict:
    """Content of a kind with every field and every part said."""
    part = {"uid": str(uuid4())}
    cited = {"source": to["source"], "passage": passage(), "locator": "p. 3"}
    content = {
        "rating": {
            "label": "Mostly true",
            "order": 2,
            "numeric": 4,
            "polarity": "positive",
            "definition": "Nearly.",
            "shape": "disc-most",
            "translations": [
                part
                | {
                    "language": "da",
                    "label": "Overvejende sandt",
                    "definition": "Næsten.",
                }
            ],
        },
        "party": {
            "name": "Kalaallit Nunaat",
            "party_kind": "government",
            "aliases": ["Greenland", "Grønland"],
            "wikidata_id": "Q223",
            "description": "An island.",
            "publicity": "public",
            "shown_as": "",
            "show_full_name": False,
            "roles": [
                part
                | {
                    "title": "Premier",
                    "organization": to["party"],
                    "held_from": "2025-04",
                    "held_to": "",
                },
                {
                    "uid": str(uuid4()),
                    "title": "Mayor",
                    "organization": None,
                    "held_from": "",
                    "held_to": "1999~",
                },
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
            "plain_summary": "Two towns want the same bridge.",
            "language": "en",
            "sides": [
                part | {"slug": "a", "name": "A", "line": "", "parties": [to["party"]]}
            ],
            "stands": [
                {
                    "uid": str(uuid4()),
                    "heading": "not-known",
                    "text": "Who built it.",
                    "entry": None,
                }
            ],
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
            "verdict": part
            | {
                "rating": to["rating"],
                "rationale": "No deed.",
                "decided_on": "2026-01-15",
            },
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
            "evidence": [
                {
                    "uid": str(uuid4()),
                    "stance": "refutes",
                    **cited,
                    "note": "It says so.",
                }
            ],
            "relations": [
                {"uid": str(uuid4()), "relation": "depends-on", "claim": to["claim"]}
            ],
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
            "short_name": "Bridge closed",
            "body": "At noon.",
            "when": "2026-01-14",
            "time": "12:30",
            "zone": "America/Nuuk",
            "position_in_day": 2,
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
                    "shows": "private",
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
        "site": {
            "name": "The Bridge Papers",
            "description": "Who owns the bridge, and who says so.",
            "language": "en",
            "languages": ["en", "da"],
            "publisher": "Bridge Papers Society",
            "address": "1 Quay\nUpper Town",
            "email": "desk@bridge.example",
            "phone": "+299 12 34 56",
            "form_url": "https://bridge.example/write",
            "who_pays": "Its *members*.",
            "corrections_policy": "We say so.",
            "how_we_work": "Slowly.",
            "privacy": "Nothing is kept.",
            "accessibility": "Nothing is known.",
            "licence": "CC BY 4.0",
            "licence_url": "https://creativecommons.org/licenses/by/4.0/",
            "accent": "#17406d",
            "accent_dark": "#9cc3ee",
            "logo": part
            | {
                "sha256": "c" * 64,
                "media_type": "image/png",
                "width": 64,
                "height": 32,
            },
        },
    }[kind]
    return content | {"noindex": True}
