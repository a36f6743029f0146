"""A change says what was added, what was taken out and what was reworded, in words that readers know."""

import re

import pytest
from support.people import change, make, publish, published, uid

from factcheck.pages.labels import field_labels
from factcheck.records import registry
from factcheck.records.serializers import ENVELOPE
from factcheck.text.word_diff import summarize_diff

pytestmark = pytest.mark.django_db
BODY = (
    "The gate was shut at noon. "
    + "Nobody could cross for the rest of the day. " * 8
    + "It rained."
)


@pytest.fixture
def latest_change(read):
    """{label: rows} of the latest change of the dispute; [-words-] were taken out, [+words+] added."""

    def rows() -> dict[str, list[str]]:
        latest = (
            read("/disputes/bridge/changes/")
            .split('<ol class="changes">')[1]
            .split("</li>")[0]
        )
        latest = re.sub(r'<span class="visually-hidden">.*?</span>', "", latest)
        latest = re.sub(
            r"<del>(.*?) ?</del>",
            r"[-\1-]",
            re.sub(r"<ins>(.*?) ?</ins>", r"[+\1+]", latest),
        )
        found = re.findall(r"<dt>(.*?)</dt><dd[^>]*>(.*?)</dd>", latest, re.S)
        return {
            label: re.findall(r"<p>(.*?) ?</p>", said) or [said]
            for label, said in found
        }

    return rows


def test_of_a_long_text_only_the_changed_words_are_marked(world, latest_change):
    publish(change(world.entry, body=BODY), action="update")
    publish(
        change(world.entry, body=BODY.replace("at noon", "at dusk")), action="update"
    )

    (row,) = latest_change()["Text"]

    assert row.startswith("The gate was shut at [-noon.-] [+dusk.+] Nobody could")
    assert row.endswith("…")


def test_a_short_text_is_shown_whole(world, latest_change):
    publish(change(world.entry, when="2026-01-13"), action="update")

    assert latest_change() == {"When": ["[-14 January 2026-] [+13 January 2026+]"]}


def test_what_was_added_to_a_list_and_taken_out_of_it_is_named(world, latest_change):
    other = published("party", slug="lower-town", name="Lower Town")
    deed = published("source", slug="deed", title="The deed")
    citations = [{"source": uid(world.source)}, {"source": uid(deed)}]
    publish(
        change(world.entry, parties=[uid(other)], citations=citations), action="update"
    )

    assert latest_change() == {
        "Parties": ["[+Lower Town+]", "[-Upper Town-]"],
        "Sources cited": ["[+The deed+]"],
    }


def test_a_line_of_where_it_stands_that_was_reworded_shows_its_words(
    world, latest_change
):
    stands = [
        {
            "heading": "contested",
            "text": "Whose bridge it is, and who may cross it by night.",
            "entry": None,
        }
    ]
    publish(change(world.dispute, stands=stands), action="update")
    part = {"uid": uid(world.dispute.stands.get())}
    reworded = (
        part | stands[0] | {"text": "Whose bridge it is, and who may cross it by day."}
    )
    publish(change(world.dispute, stands=[reworded]), action="update")

    (row,) = latest_change()["Where it stands"]
    assert (
        row
        == "Contested · Whose bridge it is, and who may cross it by [-night.-] [+day.+]"
    )


def test_lines_that_only_moved_are_not_reworded(world, latest_change):
    texts = ["Whose it is.", "Who built it.", "Who pays for it."]
    stands = [{"heading": "contested", "text": text, "entry": None} for text in texts]
    publish(change(world.dispute, stands=stands), action="update")
    kept = [str(each) for each in world.dispute.stands.values_list("uid", flat=True)]
    moved = [{"uid": own} | line for own, line in zip(kept, stands[1:], strict=False)]
    publish(change(world.dispute, stands=moved), action="update")

    assert latest_change() == {"Where it stands": ["[-Contested · Whose it is.-]"]}


def test_a_new_verdict_shows_both_with_their_reasons(world, latest_change):
    new = published("rating", slug="true", label="True", numeric=5)
    verdict = world.verdict(
        rating=uid(new), rationale="A deed was found.", decided_on="2026-01-20"
    )
    publish(
        change(world.claim, verdict=verdict),
        action="correct",
        notice="A deed was found.",
    )

    assert latest_change()["Verdict"] == [
        "[-Unproven-] [+True+]",
        "[-No deed was found.-] [+A deed was found.+]",
        "[-15 January 2026-] [+20 January 2026+]",
    ]


def test_a_mention_of_what_is_not_published_is_not_named(world, read, latest_change):
    secret = make("claim", slug="secret", text="Canary.", **world.claim_content())
    publish(
        change(world.entry, claims=[uid(world.claim), uid(secret)]), action="update"
    )

    assert latest_change() == {"Claims": ["changed"]}
    assert "Canary" not in read("/disputes/bridge/changes/")


def test_every_field_of_every_kind_has_a_label_for_readers():
    unlabelled = {
        f"{kind.name}.{name}"
        for kind in registry.all_kinds()
        for name, field in kind.serializer.fields.items()
        if name not in ENVELOPE and "label" not in field._kwargs
    }

    assert unlabelled == set()
    assert field_labels.label("dispute", "stands") == "Where it stands"


def test_texts_with_nothing_in_common_are_shown_whole():
    old, new = "one two three four five six seven eight", "a b c d e f g h"

    assert summarize_diff(old, new) == ((old, "-"), (new, "+"))


def test_very_long_texts_are_compared_in_good_time():
    spans = summarize_diff(
        " ".join(["ab", "cd"] * 20_000), " ".join(["cd", "x"] * 20_000)
    )

    assert sum(len(span.text) for span in spans) < 2000
