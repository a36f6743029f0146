import datetime as dt
import re

import pytest
from django.utils import timezone
from support.people import World, change, make, person, publish, uid

from factcheck import ledger, workflow
from factcheck.models import Publication

pytestmark = pytest.mark.django_db


def moment_of(seq: int) -> str:
    return ledger.moment_text(Publication.objects.get(seq=seq).published_at)


def test_the_page_as_it_stood_shows_the_earlier_text_and_says_so(world, client):
    before = ledger.current().seq
    publish(
        change(world.entry, headline="Upper Town opens the bridge"),
        action="correct",
        notice="It was opened.",
    )

    response = client.get("/entries/closing/", {"as_of": moment_of(before)})
    page = response.content.decode()

    assert "Upper Town closes the bridge" in page
    assert "Upper Town opens the bridge" not in page
    assert "This page read like this from" in page
    assert '<meta name="robots" content="noindex">' in page
    assert (
        '<link rel="canonical" href="http://127.0.0.1:8000/entries/closing/">' in page
    )
    assert response["Memento-Datetime"].endswith("GMT")


def test_every_internal_link_of_a_page_of_the_past_keeps_its_moment(world, client):
    moment = moment_of(ledger.current().seq)

    page = client.get("/disputes/bridge/", {"as_of": moment}).content.decode()
    links = [
        link
        for link in re.findall(r'<a [^>]*href="(/[^"]*)"', page)
        if not link.startswith("/static")
    ]

    assert len(links) > 10
    without = [link for link in links if "as_of=" not in link]
    # what changed since then, the way back to the present, and today among the days of the record with its twin
    assert without == [
        f"/disputes/bridge/compare/?from={moment}",
        *["/disputes/bridge/"] * 3,
    ]


def test_a_link_to_a_fragment_keeps_the_moment_before_it(world, client):
    moment = moment_of(ledger.current().seq)

    page = client.get("/claims/belongs/", {"as_of": moment}).content.decode()

    assert "#unproven" in page
    assert "/about/ratings/#unproven" not in page


def test_before_the_first_publication_there_is_no_list_either(world, client):
    response = client.get("/", {"as_of": "2001-01-01"})

    assert response.status_code == 404
    assert "The record begins on" in response.content.decode()


def test_a_record_not_yet_published_then_says_when_it_was(world, client):
    response = client.get("/claims/belongs/", {"as_of": "2001-01-01"})

    assert response.status_code == 404
    assert "was first published on" in response.content.decode()
    assert "Memento-Datetime" not in response


def test_a_draft_is_as_unknown_as_anything_else_whatever_the_moment(world, client):
    make("claim", slug="secret", text="Canary.", **world.claim_content())

    answers = [
        client.get(f"/claims/{slug}/", {"as_of": "2001-01-01"})
        for slug in ("secret", "never-was")
    ]

    assert [answer.status_code for answer in answers] == [404, 404]
    assert answers[0].content.replace(b"secret", b"never-was") == answers[1].content


def test_a_moment_in_the_future_is_refused_with_a_remedy(world, client):
    tomorrow = (timezone.now() + dt.timedelta(days=1)).date().isoformat()

    response = client.get("/disputes/bridge/", {"as_of": tomorrow})

    assert response.status_code == 400
    assert "lies in the future" in response.content.decode()
    assert 'name="as_of_day"' in response.content.decode()


@pytest.mark.parametrize(
    "written", ["2026-02-30", "last tuesday", "\0", "2026-01-15T25:00:00Z"]
)
def test_a_moment_that_is_none_is_refused(world, client, written):
    assert client.get("/disputes/bridge/", {"as_of": written}).status_code == 400


def test_todays_date_means_now(world, client):
    page = client.get(
        "/disputes/bridge/", {"as_of": timezone.now().date().isoformat()}, follow=True
    ).content.decode()

    assert "Upper Town closes the bridge" in page
    assert 'aria-label="Moment"' not in page


def test_a_merge_is_followed_from_its_moment_on(world, client):
    other = make("party", slug="upper-council", name="Upper Council")
    publish(other)
    claim = make(
        "claim",
        slug="of-council",
        **world.claim_content(appearances=[{"party": uid(other), "role": "asserts"}]),
    )
    publish(claim)
    before = ledger.current().seq
    merge(other, world.party)
    then = {"as_of": moment_of(before)}

    redirect = client.get("/parties/upper-council/?utm_source=x")
    page = client.get("/parties/upper-town/").content.decode()

    assert (redirect.status_code, redirect["Location"]) == (
        302,
        "/parties/upper-town/?utm_source=x",
    )
    assert "/claims/of-council/" in page
    assert "/claims/belongs/" in page
    assert client.get("/parties/upper-council/", then).status_code == 200
    assert (
        "/claims/of-council/"
        not in client.get("/parties/upper-town/", then).content.decode()
    )
    for name in ("upper-council", "upper-town"):
        listed = client.get("/claims/", {"claimant": name}).content.decode()
        assert "/claims/of-council/" in listed
        assert "/claims/belongs/" in listed


def test_the_redirect_of_a_past_merge_may_change(world, client):
    other = make("party", slug="upper-council", name="Upper Council")
    publish(other)
    merge(other, world.party)

    response = client.get(
        "/parties/upper-council/", {"as_of": moment_of(ledger.current().seq)}
    )

    assert response.status_code == 302
    assert response["Location"].startswith("/parties/upper-town/?as_of=")


def merge(record, into):
    proposal = workflow.propose_merge(
        record, into, person("publisher"), reason="The same."
    )
    workflow.carry_out(proposal, person("second_publisher"))


def test_a_demonstration_says_that_its_moments_are_simulated(client):
    dispute = make("dispute", slug="bridge")
    publish(dispute, at=timezone.now() - dt.timedelta(days=400))

    assert "simulated moments" in client.get("/").content.decode()


def test_a_real_record_does_not_speak_of_simulated_moments(world, client):
    assert isinstance(world, World)
    assert "simulated moments" not in client.get("/").content.decode()
