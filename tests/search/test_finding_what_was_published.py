"""A reader finds what was published, of every kind, by word and phrase, and sees where the words stand."""

from datetime import timedelta

import pytest
from support.people import change, make, person, publish, published, uid

from factcheck import workflow

pytestmark = pytest.mark.django_db

ALL = [
    "/claims/belongs/",
    "/disputes/bridge/",
    "/entries/closing/",
    "/quotes/our-bridge/",
    "/sources/report/",
]


def test_a_word_finds_every_kind_that_says_it(world, ask):
    found = ask("bridge")

    assert sorted(found.paths) == ALL
    assert found.kinds == [
        "All 5",
        "Entries 1",
        "Claims 1",
        "Quotes 1",
        "Sources 1",
        "Disputes 1",
    ]
    assert "5 matches." in found.text


def test_a_result_says_what_it_is_and_where_the_words_stand(world, ask):
    found = ask("deed")

    assert found.paths == ["/claims/belongs/"]
    assert found.hits == ["deed"]
    assert (
        "Claim The bridge belongs to Upper Town. No deed was found. In Who owns the bridge? · published"
        in found.text
    )


def test_a_quote_says_who_spoke_and_an_entry_when_it_was(world, ask):
    assert "Quote Upper Town “It is our bridge”" in ask("our").text
    assert "Entry 14 January 2026 Upper Town closes the bridge" in ask("noon").text


@pytest.mark.parametrize(
    ("words", "paths"),
    [
        ('"closed at noon"', ["/entries/closing/"]),
        ('"noon closed"', []),
        ("noon closed", ["/entries/closing/"]),
        ("bridge noon -closed", []),
        ("bridge -noon -claim -report -our -owns", ["/claims/belongs/"]),
        ("noon OR deed", ["/claims/belongs/", "/entries/closing/"]),
        ("nothing-of-the-kind", []),
    ],
)
def test_phrases_exclusions_and_alternatives(world, ask, words, paths):
    assert sorted(ask(words).paths) == paths


SPELLINGS = {
    "danish": (
        "Grønland er ikke til salg på Ærø",
        ["Grønland", "gronland", "GRØNLAND", "ærø", "aero"],
    ),
    "german": ("Die große Straße", ["straße", "STRASSE", "grosse"]),
    "french": ("Un café à Nuuk", ["cafe", "CAFÉ"]),
    "arabic": ("غرينلاند ليست للبيع", ["غرينلاند", "للبيع"]),
    "vowelled-arabic": ("السِّيادة", ["السيادة"]),
}


@pytest.mark.parametrize("name", SPELLINGS)
def test_letters_of_many_languages(world, ask, name):
    title, asked = SPELLINGS[name]
    published("source", slug="foreign", title=title)

    assert [ask(words).paths for words in asked] == [["/sources/foreign/"]] * len(asked)
    assert all(hit in title for words in asked for hit in ask(words).hits)


def test_hits_are_marked_as_they_are_written(world, ask):
    published("source", slug="foreign", title="Grønland’s Café: U.S. co-operation")

    assert ask("gronland cafe").hits == ["Grønland", "Café"]
    assert ask('"u.s. co-operation"').hits == ["U.S. co-operation"]


def test_titles_and_snippets_cannot_bring_mark_up_along(world, ask):
    published(
        "source",
        slug="sly",
        title="<script>alert(1)</script> bait",
        note="<b onclick=x>bait</b> & <img src=x>",
    )

    page = ask("bait").html

    assert "<script>alert" not in page
    assert "<img src=x" not in page
    assert '<mark class="hit">bait</mark>' in page
    assert "&lt;script&gt;alert(1)&lt;/script&gt; " in page


def test_a_word_that_is_mark_up_is_escaped(world, ask):
    page = ask('<img src=x> "script" bridge').html

    assert "<img src=x" not in page
    assert "&lt;img src=x&gt;" in page


def test_a_long_text_is_cut_around_its_first_hit(world, ask):
    body = (
        "Before it all. " * 40
        + "Here the **needle** lies, [said](https://example.org/x) a man. "
        + "And after. " * 60
    )
    entry = change(world.entry, body=body)
    publish(entry, action="update")

    found = ask("needle")

    assert "… " in found.text
    assert "Here the needle lies, said a man." in found.text
    assert found.hits == ["needle"]


def test_a_draft_never_matches(world, ask):
    make("claim", slug="canary", text="Zzcanaryzz sings.", **world.claim_content())
    change(world.source, title="Zzcanaryzz report")

    assert ask("zzcanaryzz").paths == []
    assert ask("Bridge report").paths == ["/sources/report/"]


def test_what_was_retracted_matches_only_then(world, ask):
    before = publish(change(world.entry, body="Closed at dusk."), action="update")[
        0
    ].published_at.isoformat()
    workflow.retract(
        type(world.entry).objects.get(), person("publisher"), reason="It was open."
    )

    assert ask("dusk").paths == []
    assert ask("dusk", as_of=before).paths == ["/entries/closing/"]


def test_the_text_that_stood_at_a_moment_is_searched(world, ask):
    then = world.ground[0].published_at
    late = publish(
        change(world.source, title="Ferry report"),
        action="correct",
        notice="It was the ferry.",
    )[0]

    now = ask("ferry")
    past = ask("bridge", as_of=_just_before(late))

    assert now.paths == ["/sources/report/"]
    assert "/sources/report/" not in ask("bridge").paths
    assert "/sources/report/" in past.paths
    assert ask("ferry", as_of=_just_before(late)).paths == []
    assert ask("closes", as_of=then.isoformat()).paths == []
    assert (
        "Nothing that had been published by then"
        in ask("closes", as_of=then.isoformat()).text
    )


def test_links_of_the_past_stay_there(world, ask):
    moment = world.ground[0].published_at.isoformat()

    assert "/sources/report/?as_of=" in ask("report", as_of=moment).html


def test_of_two_that_say_it_the_title_stands_first(world, ask):
    published(
        "source",
        slug="aside",
        title="Other matters",
        note="The noon gun. " + "Much else. " * 50,
    )
    published("source", slug="named", title="Noon")

    assert ask("noon").paths == [
        "/sources/named/",
        "/entries/closing/",
        "/sources/aside/",
    ]


def test_parts_of_what_was_published_are_searched(world, ask):
    position = {"party": uid(world.party), "statement": "It is ours by treaty."}
    published("point", slug="whose", dispute=uid(world.dispute), positions=[position])

    assert ask("treaty").paths == ["/disputes/bridge/positions/"]


def _just_before(line) -> str:
    return (line.published_at - timedelta(microseconds=1)).isoformat()
