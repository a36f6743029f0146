"""The Python in docs/api.md, run as it stands there, computes every root and hash of a ledger, struck lines too."""

import json
import re

import pytest
from django.conf import settings
from django.db import transaction
from support.people import World, change, publish
from support.redactions import redact, strike

from factcheck import ledger
from factcheck.api.publications import line_text
from factcheck.ledger import find_phrase, strikes_of
from factcheck.models import Publication

pytestmark = pytest.mark.django_db

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


@pytest.fixture
def rule() -> dict:
    """The names that the code on the page defines."""
    [code] = re.findall(
        r"^```python\n(.*?)^```$",
        (settings.BASE_DIR / "docs" / "api.md").read_text(),
        re.M | re.S,
    )
    named = {}
    exec(code, named)
    return named


def lines() -> list[dict]:
    return [json.loads(line_text(line)) for line in Publication.objects.order_by("seq")]


def test_it_computes_what_the_lines_say(rule):
    world = World()
    publish(
        change(world.claim, text="Die Brücke  „gehört“\tniemandem 🌉."),
        action="correct",
        notice="Shared.",
    )
    strike(strikes_of(find_phrase("bridge")), "copyright")
    redact(Publication.objects.filter(kind="entry").first().seq)

    assert [
        line["seq"] for line in lines() if rule["root"](line) != line["payload_root"]
    ] == []
    hashed = [{name: line[name] for name in HASHED} for line in lines()]
    assert [rule["sha256"](rule["canonical"](line)) for line in hashed] == [
        line["hash"] for line in lines()
    ]
    assert any(
        line["secret"] is None and "█" in str(line["payload"]) for line in lines()
    )


@pytest.mark.parametrize(
    "text", ["", " ", "  a b ", "a\u00a0b\u3000c", "a\r\nb", "\u2028x", "█", "a\u0000b"]
)
def test_it_parts_words_as_the_ledger_does(rule, text):
    found = list(rule["leaves"]({"a": [text, {}, None, 1, True]}))

    assert found == [
        tuple(leaf)
        for leaf in ledger.leaves.leaves_of({"a": [text, {}, None, 1, True]})
    ]
    assert "".join(value for path, word, value in found if path == ("a", 0)) == text


def test_a_changed_word_is_detected(rule):
    World()
    with transaction.atomic():
        changed = lines()[-1]
    changed["payload"]["slug"] += "x"

    assert rule["root"](changed) != changed["payload_root"]
