"""A private person goes by initials, a minor by a description: both have no page, and stand in no list."""

import json

import pytest
from django.contrib.auth.models import Permission
from django.test import Client
from support.people import World, change, make, person, publish, published, uid

from factcheck import ledger, workflow
from factcheck.records import privacy, registry
from factcheck.workflow import Blocked, Change

pytestmark = pytest.mark.django_db
NOT_PUBLIC = "data-private-person"


def private(**changes):
    return {
        "name": "Ada Berg",
        "party_kind": "person",
        "publicity": "private",
    } | changes


def minor(**changes):
    return private(publicity="minor", shown_as="a pupil of the school") | changes


@pytest.fixture
def world():
    return World()


def quote_of(world: World, party, slug="hers", **changes):
    content = {
        "disputes": [uid(world.dispute)],
        "speaker": uid(party),
        "source": uid(world.source),
    }
    return published("quote", slug=slug, words="Nobody asked me.", **content | changes)


def blocked(record) -> list[str]:
    return [blocker.field for blocker in workflow.own_blockers(record)]


def warned_of(record) -> list[str]:
    return [each.name for each in workflow.warnings([Change(record)])]


@pytest.mark.parametrize(
    ("name", "told"),
    [
        ("Ada Berg", "A. B."),
        ("Dr. Ada Maria von Berg", "A. M. B."),
        ("Ørsted Ægir", "Ø. Æ."),
        ("ada berg", "A. B."),
        ("A. B.", "A. B."),
        ("Ada-Lena Berg", "A. B."),
        ("“Ada” Berg", "A. B."),
        ("王小明", "王."),
        ("42", "N. N."),
    ],
)
def test_a_name_as_initials(name, told):
    assert privacy.initials(name) == told


def test_a_private_person_goes_by_initials_and_nothing_else_of_it_is_shown():
    roles = [{"title": "Baker", "held_from": "", "held_to": ""}]
    party = published(
        "party", **private(aliases=["Ada Holm"], wikidata_id="Q1234", roles=roles)
    )

    payload = json.loads(workflow.current_line(party).payload)

    assert payload["name"] == "A. B."
    assert (payload["aliases"], payload["wikidata_id"], payload["roles"]) == (
        [],
        "",
        [],
    )
    assert payload["publicity"] == "private"


def test_the_desk_keeps_the_name_and_everything_else():
    party = published("party", **private(aliases=["Ada Holm"]))

    assert (party.name, party.aliases) == ("Ada Berg", ["Ada Holm"])


def test_a_description_stands_in_place_of_initials_where_the_desk_gives_one(world):
    quote_of(world, published("party", **private(shown_as="a baker")))

    page = Client().get("/quotes/hers/").text

    assert "a baker" in page
    assert "A. B." not in page


def test_an_address_that_would_say_the_name_is_replaced():
    party = make("party", **private(slug="ada-berg"))

    assert party.slug == privacy.neutral_slug(party.uid)


@pytest.mark.parametrize("slug", ["berg", "the-ada-of-the-town", "ada-berg-2"])
def test_a_part_of_the_name_is_too_much_for_an_address(slug):
    assert make("party", **private(slug=slug)).slug.startswith("person-")


def test_an_address_that_says_nothing_stays():
    assert (
        make("party", **private(slug="baker-of-the-town")).slug == "baker-of-the-town"
    )


def test_an_address_that_says_the_name_cannot_be_published():
    party = make("party", **private())
    type(party).objects.filter(pk=party.pk).update(slug="ada-berg")
    party.refresh_from_db()

    assert blocked(party) == ["slug"]


@pytest.mark.parametrize(
    "content",
    [private(), minor(), private(show_full_name=True, full_name_reason="Agreed.")],
)
def test_there_is_no_page_feed_or_time_map_of_it(content):
    party = published("party", **content)

    for key in (party.slug, party.uid):
        for tail in ("", "feed.atom", "feed.json", "timemap"):
            assert Client().get(f"/parties/{key}/{tail}").status_code == 404


@pytest.mark.parametrize(
    "content",
    [private(), minor(), private(show_full_name=True, full_name_reason="Agreed.")],
)
def test_it_stands_in_no_list_and_in_no_sitemap(world, content):
    party = published("party", **content)
    quote_of(world, party)
    client = Client()

    assert [
        each["slug"]
        for each in client.get("/api/v1/parties/?count=true").json()["results"]
    ] == ["upper-town"]
    assert client.get("/api/v1/parties/?count=true").json()["count"] == 1
    lists = [
        "/sitemap-party-0.xml",
        "/search/",
        "/",
        "/claims/",
        "/disputes/bridge/method/",
        "/disputes/bridge/",
    ]
    assert [path for path in lists if party.slug in client.get(path).text] == []


def test_the_api_resolves_a_reference_to_initials(world):
    party = published("party", **private())

    assert Client().get(f"/api/v1/parties/{party.uid}/").json()["name"] == "A. B."


def test_a_page_that_shows_it_is_noindex_and_leads_nowhere(world):
    assert "X-Robots-Tag" not in Client().get("/quotes/our-bridge/")
    party = published("party", **private())
    quote_of(world, party)

    response = Client().get("/quotes/hers/")

    assert response["X-Robots-Tag"] == "noindex"
    assert '<meta name="robots" content="noindex">' in response.text
    assert f'<span dir="auto" {NOT_PUBLIC}>A. B.</span>' in response.text
    assert party.slug not in response.text


def test_a_cached_page_says_so_again(world):
    quote_of(world, published("party", **private()))

    assert [Client().get("/quotes/hers/")["X-Robots-Tag"] for _ in range(2)] == [
        "noindex"
    ] * 2


def test_machines_learn_of_no_person(world):
    quote_of(
        world,
        published(
            "party", **private(show_full_name=True, full_name_reason="She agreed.")
        ),
    )

    page = Client().get("/quotes/hers/").text

    assert '"Person"' not in page
    assert "spokenByCharacter" not in page


def test_the_full_name_is_shown_where_the_desk_says_why(world):
    quote_of(
        world,
        published(
            "party", **private(show_full_name=True, full_name_reason="She agreed.")
        ),
    )

    response = Client().get("/quotes/hers/")

    assert "Ada Berg" in response.text
    assert response["X-Robots-Tag"] == "noindex"


def test_the_reason_of_a_full_name_is_needed_and_stays_at_the_desk():
    party = make("party", **private(show_full_name=True))
    assert blocked(party) == ["full_name_reason"]

    publish(change(party, full_name_reason="She agreed."))

    assert "She agreed." not in workflow.current_line(party).payload


def test_a_minor_needs_a_description_and_has_no_initials():
    party = make("party", **minor(shown_as=""))

    assert blocked(party) == ["shown_as"]
    assert registry.of(party).public_content(party)["name"] == privacy.NOBODY_NAMED


def test_the_name_of_a_minor_is_never_shown_in_full():
    with pytest.raises(AssertionError, match="never of a minor"):
        make("party", **minor(show_full_name=True, full_name_reason="Parents agreed."))


@pytest.mark.parametrize("publicity", ["private", "minor"])
def test_an_organization_is_public(publicity):
    with pytest.raises(AssertionError, match="an organization is public"):
        make("party", party_kind="organization", publicity=publicity)


@pytest.mark.parametrize("field", ["description", "shown_as"])
def test_the_substitute_does_not_hold_the_name(field):
    party = make("party", **minor(**{field: "Ada BERG, a pupil"}))

    assert field in blocked(party)


def test_no_text_of_another_record_says_the_name_of_a_minor(world):
    make("party", **minor(aliases=["Ada Holm"]))
    at = {"disputes": [uid(world.dispute)], "source": uid(world.source)}
    texts = {
        "headline": make(
            "entry", headline="Ada Berg closes the bridge", **world.entry_content()
        ),
        "body": make(
            "entry", body="It was **Ada  Holm** at noon.", **world.entry_content()
        ),
        "text": make(
            "claim", text="Ada Berg owns the bridge.", **world.claim_content()
        ),
        "words": make("quote", words="I am Ádá Berg", **at),
        "evidence[0].note": make(
            "claim",
            **world.claim_content(
                evidence=[
                    {
                        "source": uid(world.source),
                        "stance": "context",
                        "note": "So Ada Berg.",
                    }
                ]
            ),
        ),
        "authors[0]": make("source", authors=["Ada Berg"]),
    }

    assert {
        field: field in blocked(record) for field, record in texts.items()
    } == dict.fromkeys(texts, True)


def test_a_part_of_the_name_or_a_longer_word_is_no_name_of_the_minor(world):
    make("party", **minor())

    assert (
        blocked(
            make("entry", headline="Ada Bergman and the Berg", **world.entry_content())
        )
        == []
    )


def test_what_says_the_name_of_a_minor_is_not_published_in_an_emergency_either(world):
    make("party", **minor())
    entry = make(
        "entry", headline="Ada Berg closes the bridge", **world.entry_content()
    )

    publisher = person("publisher")
    publisher.user_permissions.add(
        *Permission.objects.filter(codename="publish_in_emergency")
    )

    with pytest.raises(Blocked, match="name of a minor"):
        workflow.publish_in_emergency(
            [Change(entry)], person("publisher"), reason="It cannot wait."
        )


def test_a_text_that_says_the_name_of_a_private_person_is_a_caution(world):
    make("party", **private())
    entry = make(
        "entry", headline="Ada Berg closes the bridge", **world.entry_content()
    )

    assert blocked(entry) == []
    assert "private-name" in warned_of(entry)


def test_a_name_that_was_published_before_is_a_caution_until_it_is_redacted():
    party = published("party", name="Ada Berg", slug="ada", party_kind="person")

    party = change(party, publicity="private")

    assert "name-was-published" in warned_of(party)


def test_a_live_party_becomes_private_for_readers_with_its_next_version(world):
    party = published("party", name="Ada Berg", slug="speaker", party_kind="person")
    quote_of(world, party)
    assert "Ada Berg" in Client().get("/quotes/hers/").text

    publish(change(party, publicity="private"), action="update")

    assert "Ada Berg" not in Client().get("/quotes/hers/").text
    assert Client().get("/parties/speaker/").status_code == 404
    assert Client().get("/search/?q=Berg").text.count("/parties/speaker") == 0


def test_a_line_from_before_is_of_a_public_figure(world):
    line = json.loads(workflow.current_line(world.party).payload) | {"schema": 1}
    for name in ("publicity", "shown_as", "show_full_name"):
        line.pop(name)

    assert registry.get("party").unlisted(line) is False
    assert ledger.current_form("party", line)["publicity"] == "public"
