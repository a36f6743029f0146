import re

import pytest
from support.people import change, make, person, publish, published, uid

from factcheck import ledger, workflow

pytestmark = pytest.mark.django_db


def rating(slug: str, **changes):
    return published(
        "rating",
        slug=slug,
        label=slug.title(),
        order=1,
        numeric=2,
        polarity="negative",
        **changes,
    )


def test_a_changed_verdict_shows_both_with_their_dates(world, read):
    new = rating("misleading")
    verdict = world.verdict(
        rating=uid(new), rationale="The deed was found.", decided_on="2026-01-20"
    )
    publish(
        change(world.claim, verdict=verdict),
        action="correct",
        notice="A deed was found.",
    )

    for path in (
        "/claims/belongs/",
        "/entries/closing/",
        "/disputes/bridge/?view=full",
    ):
        page = read(path)
        assert re.search(r"<del>(<bdi[^>]*>)?Unproven", page)
        assert "Misleading" in page
    page = read("/claims/belongs/")
    assert 'decided <time datetime="2026-01-15">15 January 2026</time>' in page
    assert 'decided <time datetime="2026-01-20">20 January 2026</time>' in page
    assert "A deed was found." in page


def test_a_party_shows_the_verdicts_on_what_it_claims_beside_how_many_claims_that_is(
    world, read
):
    said = [{"party": uid(world.party), "role": "repeats"}]
    published(
        "claim",
        slug="toll",
        text="It is a toll bridge.",
        **world.claim_content(appearances=said),
    )
    false = rating("false")
    wrong = world.verdict(rating=uid(false))
    published(
        "claim",
        slug="old",
        text="It is old.",
        **world.claim_content(appearances=said, verdict=wrong),
    )
    denied = [{"party": uid(world.party), "role": "denies"}]
    published(
        "claim",
        slug="denied",
        text="It is new.",
        **world.claim_content(appearances=denied),
    )

    section = (
        read("/parties/upper-town/")
        .partition("Verdicts on what it claims")[2]
        .partition("</section>")[0]
    )

    assert "Of 3 claims in the record" in section
    told = re.sub(r"<[^>]+>", " ", section.partition("<ul")[2])
    assert re.findall(r"(False|Unproven)\s+(\d+)", told) == [
        ("Unproven", "2"),
        ("False", "1"),
    ]


def test_a_party_that_claims_nothing_shows_no_verdicts(world, read):
    published("party", slug="quiet", name="Quiet")

    assert "Verdicts on what it claims" not in read("/parties/quiet/")


def test_a_retracted_source_is_marked_at_once_on_what_rests_on_it(world, read):
    workflow.retract(world.source, person("publisher"), reason="It was made up.")

    for path in (
        "/claims/belongs/",
        "/quotes/our-bridge/",
        "/entries/closing/",
        "/disputes/bridge/",
        "/claims/",
    ):
        page = read(path)
        assert "It was made up." in page
        assert "retracted on" in page


def test_a_retracted_claim_is_gone_from_the_entry_that_mentioned_it(world, read):
    workflow.retract(world.claim, person("publisher"), reason="Nobody said so.")

    assert "The bridge belongs to Upper Town." not in read("/entries/closing/")


def test_a_retracted_record_answers_with_its_reason(world, client):
    workflow.retract(world.claim, person("publisher"), reason="Nobody said so.")

    response = client.get("/claims/belongs/")

    assert response.status_code == 410
    assert "Nobody said so." in response.content.decode()
    assert "The bridge belongs" not in response.content.decode()


@pytest.mark.parametrize("query", ["", "?as_of={retracted}"])
def test_the_way_back_from_a_retraction_works_on_the_day_it_was_published(
    world, client, read, query
):
    publish(change(world.claim, text="It is ours by deed."), action="update")
    line = workflow.retract(world.claim, person("publisher"), reason="Nobody said so.")
    query = query.format(retracted=ledger.moment_text(line.published_at))

    gone = client.get(f"/claims/belongs/{query}").content.decode()
    (way_back,) = re.findall(r'href="(/claims/belongs/[?]as_of=[^"]*)"', gone)

    assert "It is ours by deed." in read(way_back)


def test_a_redacted_line_says_so_with_its_legal_ground(world, client, read):
    line = ledger.current().find("quote", "our-bridge")
    proposal = workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="A private person."
    )
    workflow.carry_out(proposal, person("second_admin"))

    response = client.get("/quotes/our-bridge/")

    assert response.status_code == 410
    assert "Personal data of a private person" in response.content.decode()
    assert "It is our bridge" not in read("/claims/belongs/")
    assert "Personal data of a private person" in read("/claims/belongs/")
    assert "Personal data of a private person" in read("/corrections/")


def test_a_redacted_address_still_says_what_became_of_it(world, client):
    line = ledger.current().find("quote", "our-bridge")
    proposal = workflow.propose_redact(
        line, person("admin"), ground="address", reason="The address names someone."
    )
    workflow.carry_out(proposal, person("second_admin"))

    response = client.get("/quotes/our-bridge/")

    assert response.status_code == 410
    assert "our-bridge" not in response.content.decode().replace(
        'canonical" href="http://127.0.0.1:8000/quotes/our-bridge/', ""
    )


@pytest.mark.parametrize(
    "key", ["nothing", "00000000-0000-0000-0000-000000000000", "%00", "a%20b"]
)
def test_an_unknown_address_answers_with_help(world, client, key):
    response = client.get(f"/claims/{key}/")

    assert response.status_code == 404
    assert "Nothing has been published under this address." in response.content.decode()


def test_a_uid_leads_to_the_slug(world, client):
    response = client.get(f"/claims/{uid(world.claim)}/?as_of=")

    assert (response.status_code, response["Location"]) == (
        302,
        "/claims/belongs/?as_of=",
    )


def test_a_correction_stands_at_the_record_and_in_the_lists(world, read):
    publish(
        change(world.entry, when="2026-01-13"),
        action="correct",
        notice="It was the day before.",
    )

    for path in (
        "/entries/closing/",
        "/disputes/bridge/",
        "/disputes/bridge/changes/",
        "/corrections/",
    ):
        assert "It was the day before." in read(path)
    assert "<del>14 January 2026</del>" in read("/disputes/bridge/changes/")


def test_a_small_change_is_in_the_changes_but_is_no_correction(world, read):
    publish(change(world.entry, body="It was closed at twelve."), action="update")

    assert "Minor change" in read("/disputes/bridge/changes/")
    assert "Minor change" not in read("/corrections/")


def test_the_changes_of_a_dispute_tell_of_its_sources_too(world, read):
    workflow.retract(world.source, person("publisher"), reason="It was made up.")
    published("source", slug="elsewhere", title="Nothing to do with it")

    page = read("/disputes/bridge/changes/")

    assert "Bridge report" in page
    assert "It was made up." in page
    assert "Nothing to do with it" not in page


def test_a_speaker_is_named_with_the_role_of_that_day(world, read):
    roles = [
        {
            "title": "Mayor",
            "held_from": "2020",
            "held_to": "2026-01-31",
            "organization": None,
        },
        {
            "title": "Senator",
            "held_from": "2026-02-01",
            "held_to": "",
            "organization": None,
        },
    ]
    speaker = published(
        "party", slug="ann", name="Ann", party_kind="person", roles=roles
    )
    published(
        "quote",
        slug="then",
        disputes=[uid(world.dispute)],
        speaker=uid(speaker),
        source=uid(world.source),
        said_on="2026-01-14",
    )

    page = read("/quotes/then/")

    assert "Mayor" in page
    assert "Senator" not in page


def test_second_hand_words_say_so(world, read):
    assert "Second-hand: read in the source below" in read("/quotes/our-bridge/")
    assert "<strong>second-hand</strong>" in read("/claims/belongs/")


def test_words_in_another_language_carry_it(world, read):
    published(
        "quote",
        slug="arabic",
        words="الماء لنا",
        language="ar",
        disputes=[uid(world.dispute)],
        speaker=uid(world.party),
        source=uid(world.source),
    )

    assert 'lang="ar" dir="rtl"' in read("/quotes/arabic/")


def test_the_entries_that_mention_a_claim_are_on_its_page(world, read):
    assert "/entries/closing/" in read("/claims/belongs/")


def test_a_relation_shows_from_the_other_side_too(world, read):
    relations = [{"relation": "contradicts", "claim": uid(world.claim)}]
    published(
        "claim",
        slug="other",
        text="It belongs to nobody.",
        **world.claim_content(relations=relations),
    )

    page = read("/claims/belongs/")

    assert "It belongs to nobody." in page
    assert "contradicts this claim" in page


def test_sources_that_repeat_another_count_once(world, read):
    copy = published(
        "source", slug="copy", title="Copy", derived_from=uid(world.source)
    )
    citations = [{"source": uid(world.source)}, {"source": uid(copy)}]
    published("entry", slug="twice", **world.entry_content(citations=citations))

    assert "1 source, secondary; 1 more only repeats another" in read("/entries/twice/")


def test_positions_name_who_gave_no_statement(world, read):
    sides = [
        {"slug": name, "name": name.title(), "line": "", "parties": []}
        for name in ("upper", "lower")
    ]
    publish(change(world.dispute, sides=sides), action="update")
    upper = world.dispute.sides.get(slug="upper")
    positions = [
        {"side": uid(upper), "statement": "Ours, by deed.", "stated_on": "2026-01"}
    ]
    published("point", slug="whose", dispute=uid(world.dispute), positions=positions)

    page = read("/disputes/bridge/positions/")

    assert "Ours, by deed." in page
    assert page.count("No statement in the record as of") == 1
    assert 'id="whose"' in page


def test_a_position_names_the_source_that_it_is_known_from(world, read):
    publish(
        change(
            world.dispute,
            sides=[{"slug": "upper", "name": "Upper", "line": "", "parties": []}],
        ),
        action="update",
    )
    side = uid(world.dispute.sides.get(slug="upper"))
    reports = [{"role": "reports", "source": uid(world.source)}]
    told = published("claim", slug="told", **world.claim_content(appearances=reports))
    positions = [
        {"side": side, "statement": "Ours, it is told.", "claims": [uid(told)]},
        {"side": side, "statement": "Ours, by deed."},
    ]
    published("point", slug="whose", dispute=uid(world.dispute), positions=positions)

    _, first, second = read("/disputes/bridge/positions/").split('<p dir="auto">Ours, ')

    assert (
        'as told in <a class="ref" href="/sources/report/" title="Bridge report"'
        in first
    )
    assert "no source in the record" in second


def test_the_claims_can_be_filtered(world, read, client):
    other = rating("misleading")
    published(
        "claim",
        slug="other",
        text="It is a toll bridge.",
        **world.claim_content(verdict=world.verdict(rating=uid(other))),
    )

    page = read("/claims/?rating=misleading")

    assert "It is a toll bridge." in page
    assert "The bridge belongs to Upper Town." not in page
    assert "No claim in the record matches." in read("/claims/?kind=legal")
    refused = client.get("/claims/?rating=nothing")
    assert refused.status_code == 400
    assert "Verdict: “nothing” is not in the record." in refused.content.decode()


def test_a_claim_that_only_a_source_makes_names_that_source(world, read):
    reports = [
        {"role": "reports", "source": uid(world.source), "note": "On the first page."}
    ]
    published(
        "claim",
        slug="told",
        text="It is a toll bridge.",
        **world.claim_content(appearances=reports),
    )
    assert "· reported by" in read("/claims/")
    said = read("/claims/told/")
    words = re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", said))
    assert "“Bridge report” , in its own voice. On the first page." in words
    assert said.count("own voice") == 1


def test_what_the_desk_wrote_itself_names_the_desk_as_its_publisher(world, read):
    published("source", slug="briefing", title="Our briefing", licence="own")

    assert "<dt>Publisher</dt><dd>this desk</dd>" in read("/sources/briefing/")
    assert "<dt>Publisher</dt><dd>not known</dd>" in read("/sources/report/")


def test_the_claims_are_cut_into_pages(world, read, monkeypatch):
    monkeypatch.setattr("factcheck.pages.views.record_lists.SIZE", 2)
    for number in range(2):
        published(
            "claim", slug=f"c{number}", text=f"Claim {number}.", **world.claim_content()
        )

    page = read("/claims/")

    assert page.count('<li class="claim">') == 2
    assert 'rel="next"' in page


def test_the_ledger_shows_its_head_and_its_lines(world, read):
    page = read("/ledger/")
    head = ledger.current()

    assert head.hash in page
    assert f'id="line-{head.seq}"' in page
    assert 'id="line-1"' in page
    assert 'id="line-2"' not in read("/ledger/?before=2")


def test_the_scale_defines_every_step(world, read):
    page = read("/about/ratings/")

    assert 'id="unproven"' in page
    assert "Not shown." in page


PAGES = [
    "/claims/belongs/",
    "/quotes/our-bridge/",
    "/sources/report/",
    "/parties/upper-town/",
    "/claims/",
    "/ledger/",
    "/corrections/",
    "/disputes/bridge/changes/",
    "/disputes/bridge/positions/",
    "/",
]


def more_rows(world, numbers: range) -> None:
    """Parties, claims that contradict the first one, and points; every claim is corrected once."""
    for number in numbers:
        slug = f"n{number}"
        party = make("party", slug=slug, name=slug)
        appearances = [
            {"party": uid(party), "role": "asserts"},
            {"party": uid(world.party), "role": "repeats"},
        ]
        relations = [{"relation": "contradicts", "claim": uid(world.claim)}]
        claim = make(
            "claim",
            slug=slug,
            **world.claim_content(appearances=appearances, relations=relations),
        )
        held = [
            {"party": uid(party), "statement": "Ours.", "claims": [uid(world.claim)]}
        ]
        publish(
            party,
            claim,
            make("point", slug=slug, dispute=uid(world.dispute), positions=held),
        )
        publish(
            change(claim, context="More."), action="correct", notice="More is known."
        )


@pytest.mark.slow
def test_no_page_asks_more_of_the_database_for_more_rows(
    world, client, django_assert_max_num_queries
):
    counts = []
    for numbers in (range(2), range(2, 30)):
        more_rows(world, numbers)
        for path in PAGES:
            with django_assert_max_num_queries(13) as queries:
                assert client.get(path).status_code == 200
            counts.append((path, len(queries.captured_queries)))

    assert counts[: len(PAGES)] == counts[len(PAGES) :]


def test_a_party_s_page_says_what_it_does_with_each_claim(world, client):
    other = published("party", slug="lower-town", name="Lower Town")
    appearances = [{"party": uid(other), "role": "denies", "stated_on": "2026-01-12"}]
    publish(change(world.claim, appearances=appearances), action="update")

    page = client.get("/parties/lower-town/").content.decode()

    assert re.search(r"Denies,\s*<time[^>]*>12 January 2026", page)
