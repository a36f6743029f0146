"""A name goes out of every line that holds it, by one act; everything else stays, and both verifiers are content."""

import json
from uuid import uuid4

import pytest
from django.db import IntegrityError, transaction
from support.ledger_factory import append, source_line, stored
from support.people import World, change, person, publish, published
from support.redactions import strike
from verifier.conftest import run_program

from factcheck import ledger, workflow
from factcheck.api.publications import line_text
from factcheck.ledger import find_phrase, strikes_of
from factcheck.ledger.rebuild import rebuild
from factcheck.models import (
    Proposal,
    Publication,
    PublishedSlug,
    SearchText,
    StruckSlug,
)

pytestmark = pytest.mark.django_db

NAME = "Jens Hansen"


def stranger(tmp_path) -> tuple[int, str]:
    rows = "".join(
        f"{line_text(line)}\n" for line in Publication.objects.order_by("seq")
    )
    (tmp_path / "lines.ndjson").write_text(rows)
    return run_program("lines.ndjson", cwd=tmp_path)


def titles() -> list[str]:
    return [
        ledger.payload_of(line).get("title", "")
        for line in Publication.objects.order_by("seq")[1:]
    ]


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("Mr Jens Hansen spoke.", "Jens Hansen"),
        ("“Jens  Hansen’s” bridge", "Jens  Hansen’s"),
        ("JENS HANSENS hus", "JENS HANSENS"),
        ("https://news.example/jens-hansen-says", "jens-hansen"),
        ("jens\nhansen", "jens\nhansen"),
        ("Jens Han\u00adsen spoke", "Jens Han\u00adsen"),
        ("J\u200bens\u2060 Hansen spoke", "J\u200bens\u2060 Hansen"),
    ],
)
def test_a_name_matches_however_it_is_written(text, said):
    append(source_line("one", note=text))

    [found] = find_phrase(NAME)

    assert (found.seq, found.path, found.match) == (2, ("note",), said)


@pytest.mark.parametrize("text", ["J. Hansen", "J.Hansen", "j hansen", "J-Hansen"])
def test_initials_match_with_their_points_and_without(text):
    append(source_line("one", note=text))

    assert [found.match for found in find_phrase("J. Hansen")] == [text]


def test_how_a_name_is_written_besides():
    assert ledger.other_spellings(" Jens  Peter Hansen ") == [
        *(
            "Hansen, Jens Peter",
            "Hansen Jens Peter",
            "J. P. Hansen",
            "Hansen, J. P.",
            "Hansen",
        )
    ]
    assert [
        ledger.other_spellings(name) for name in ("Hansen", "", "14 Mill", "Mill 14")
    ] == [[], [], [], []]


@pytest.mark.parametrize(
    "text", ["Jensen Hansen", "Jens Hansenberg", "Hansen Jens", "Jens and Hansen"]
)
def test_another_name_does_not_match(text):
    append(source_line("one", note=text))

    assert list(find_phrase(NAME)) == []


@pytest.mark.parametrize(
    "text",
    [
        *(
            "Jørgen Å. Bæk",
            "jorgen-a-baek",
            "joergen-aa-baek",
            "jrgen-a-baek",
            "JØRGEN Å BÆK",
        ),
        *(
            "https://news.example/J%C3%B8rgen%20%C3%85%20b%C3%A6k",
            "interview_jorgen_a_baek.pdf",
        ),
    ],
)
def test_letters_with_marks_match_as_addresses_have_them(text):
    append(source_line("one", note=f"See {text}"))

    assert [found.match for found in find_phrase("Jørgen Å Bæk")] != []


@pytest.mark.parametrize("text", ["jrgen bk", "s and k", "Jorge A Baek", "Jørgen Åbæk"])
def test_a_short_word_does_not_match_without_its_letters(text):
    append(source_line("one", note=text))

    assert list(find_phrase("Jørgen Å Bæk")) == []


def test_a_name_without_latin_letters_matches_and_is_struck():
    append(source_line("one", title="قال محمد علي اليوم"))

    strike(strikes_of(find_phrase("محمد علي")))

    assert titles() == ["قال [removed: privacy] اليوم", ""]


def test_one_act_strikes_it_from_every_version_and_record(tmp_path):
    one = append(source_line("one", title="Jens Hansen on the bridge"))[0]
    append(
        source_line(
            "one",
            one.uid,
            "correct",
            title="The bridge",
            note="Says Jens Hansen, a neighbour.",
        )
    )
    append(
        source_line("two", authors=["Jens Hansen", "Ane Ravn"]),
        source_line("three", title="Jens who?"),
    )
    proof = ("seq", "payload_root", "hash", "signature")
    kept = list(Publication.objects.order_by("seq").values_list(*proof))

    made = strike(strikes_of(find_phrase(NAME)), "court-order")

    assert ledger.payload_of(made)["of"] == [
        {"disputes": [], "kind": "source", "seq": seq}
        for seq in (one.seq, one.seq + 1, one.seq + 2)
    ]
    assert titles()[0] == "[removed: court-order] on the bridge"
    assert (
        ledger.payload_of(stored(3))["note"]
        == "Says [removed: court-order] a neighbour."
    )
    assert ledger.payload_of(stored(4))["authors"] == [
        "[removed: court-order]",
        "Ane Ravn",
    ]
    assert list(Publication.objects.order_by("seq").values_list(*proof))[:-1] == kept
    assert list(find_phrase(NAME)) == []
    assert not any(
        "hansen" in text.casefold()
        for text in SearchText.objects.values_list("text", flat=True)
    )
    assert list(ledger.verify()) == []
    assert stranger(tmp_path)[0] == 0


def test_the_secret_goes_and_only_what_stays_keeps_a_salt(tmp_path):
    line = append(source_line("one", title="Jens Hansen on the bridge"))[0]

    strike(strikes_of(find_phrase(NAME)))
    left = stored(line.seq)
    first = left.salts
    strike(strikes_of(find_phrase("bridge")))
    again = stored(line.seq)

    assert left.secret == again.secret == ""
    assert [row[:2] for row in left.sealed] == [[["title"], 0], [["title"], 1]]
    assert first.count(None) == 2
    assert again.salts.count(None) == 3
    assert [
        a for a, b in zip(first, again.salts, strict=True) if a != b and b is not None
    ] == []
    assert (
        ledger.payload_of(again)["title"]
        == "[removed: privacy] on the [removed: privacy]"
    )
    assert stranger(tmp_path)[0] == 0


def test_a_changed_leaf_is_detected_after_a_strike(tmp_path):
    append(source_line("one", title="Jens Hansen on the bridge"))
    strike(strikes_of(find_phrase(NAME)))
    rows = [json.loads(line_text(line)) for line in Publication.objects.order_by("seq")]
    rows[1]["payload"]["title"] = "Ane Ravn on the bridge"
    (tmp_path / "forged").write_text("".join(f"{json.dumps(row)}\n" for row in rows))

    code, said = run_program("forged", cwd=tmp_path)

    assert (
        code,
        "line 2 lists a leaf as sealed that stands in its payload" in said,
    ) == (1, True)
    ledger.lift_guards()
    Publication.objects.filter(seq=2).update(
        payload=stored(2).payload.replace("bridge", "river")
    )
    assert [found.seq for found in ledger.verify()] == [2]


def test_an_address_gives_way_and_is_given_to_nobody(client):
    party = published(
        "party",
        slug="jens-hansen",
        name="Jens Hansen",
        party_kind="person",
        publicity="public",
    )
    publish(change(party, description="Of Upper Town."), action="update")
    occurrences = list(find_phrase(NAME))
    proposal = workflow.propose_strike(
        occurrences,
        person("admin"),
        phrase=NAME,
        ground="privacy",
        reason="A court says so.",
    )
    workflow.carry_out(proposal, person("second_admin"))

    line = ledger.current().find("party", str(party.uid))
    assert (
        ledger.payload_of(line)["slug"] == line.slug == ledger.neutral_slug(party.uid)
    )
    assert ledger.payload_of(line)["path"] == f"/parties/{line.slug}/"
    assert ledger.payload_of(line)["name"] == "[removed: privacy]"
    assert list(PublishedSlug.objects.values_list("slug", flat=True)) == [line.slug]
    assert "jens" not in str(StruckSlug.objects.values().get()).casefold()
    assert client.get("/parties/jens-hansen/").status_code == 410
    assert client.get("/api/v1/parties/jens-hansen/").status_code == 410
    assert (
        client.get(
            "/parties/jens-hansen/", {"as_of": ledger.moment_text(line.published_at)}
        ).status_code
        == 410
    )
    assert client.get("/parties/ane-ravn/").status_code == 404
    assert list(ledger.verify()) == []
    rebuild("party")
    assert list(ledger.verify()) == []
    body = ledger.original_of(line) | {
        "slug": "jens-hansen",
        "path": "/parties/jens-hansen/",
        "name": "Another",
    }
    with pytest.raises(ledger.SlugTaken):
        append(ledger.PendingLine(uuid4(), "party", "publish", body))


def test_nothing_is_emptied_that_no_approved_proposal_names():
    line = append(source_line("one", title="Jens Hansen"))[0]

    with pytest.raises(IntegrityError), transaction.atomic():
        ledger.strike(strikes_of(find_phrase(NAME)), "privacy")
    assert stored(line.seq).payload == line.payload


@pytest.mark.parametrize(
    "strikes",
    [
        [ledger.Strike(9, is_whole=True)],
        [ledger.Strike(2)],
        [ledger.Strike(2, frozenset({(("title",), 7)}))],
    ],
    ids=["no line", "no word", "no such word"],
)
def test_what_is_not_there_cannot_be_struck(strikes):
    append(source_line("one"))

    with pytest.raises(ledger.LedgerError):
        strike(strikes)


def test_the_phrase_is_forgotten_with_the_decision():
    World()
    occurrences = list(find_phrase("bridge"))
    asked = workflow.propose_strike(
        occurrences,
        person("admin"),
        phrase="bridge",
        ground="copyright",
        reason="Theirs.",
    )
    assert asked.phrase == "bridge"

    workflow.carry_out(asked, person("second_admin"))

    assert Proposal.objects.get(pk=asked.pk).phrase == ""
    assert list(find_phrase("bridge")) == []
    assert list(ledger.verify()) == []


def test_what_the_ledger_says_of_itself_is_no_place_of_a_phrase():
    line = append(source_line("one", title="The source of the river"))[0]
    with transaction.atomic():
        ledger.hold(line.uid)
        ledger.release(line.uid)

    assert {found.seq for found in find_phrase("source")} == {line.seq}
