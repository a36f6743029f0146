"""One publisher holds, a second person decides, and no clock releases."""

import json
from datetime import timedelta

import pytest
from django.core.cache import caches
from django.utils import timezone
from structlog.testing import capture_logs
from support.people import World, approve, change, make, person, publish, published

from factcheck import ledger, tasks, workflow
from factcheck.ledger import verify
from factcheck.ledger.rebuild import rebuild
from factcheck.ledger.triggers import rebuilding
from factcheck.models import (
    Facet,
    Held,
    Proposal,
    Publication,
    Ref,
    Revision,
    SearchText,
)
from factcheck.pages import readiness
from factcheck.workflow import Change, NotAllowed, WrongState

pytestmark = pytest.mark.django_db

REASON = "A lawyer wrote."


@pytest.fixture
def world(db) -> World:
    return World()


@pytest.fixture
def held(world):
    """The claim of the world, held by the publisher."""
    workflow.hold(world.claim, person("publisher"), reason=REASON)
    return world.claim


def waiting() -> Proposal:
    return Proposal.objects.get(verb="hold")


def derived(record) -> list[set]:
    """What is derived of the record's lines, without the numbers of the rows."""
    seqs = list(
        Publication.objects.filter(uid=record.uid).values_list("seq", flat=True)
    )
    columns = ("seq", "happened_key", "language", "held_seq", "slug", "superseded_seq")
    return [
        set(
            Facet.objects.filter(seq__in=seqs).values_list(
                "seq", "name", "value", "happened_key", "superseded_seq"
            )
        ),
        set(Ref.objects.filter(seq__in=seqs).values_list("seq", "uid")),
        set(SearchText.objects.filter(seq__in=seqs).values_list("seq", "text")),
        set(Publication.objects.filter(seq__in=seqs).values_list(*columns)),
    ]


def later(hours: int) -> None:
    Proposal.objects.filter(verb="hold").update(
        asked_at=timezone.now() - timedelta(hours=hours)
    )


def test_a_hold_is_a_line_of_its_own_that_says_no_reason(world, held):
    line = Publication.objects.latest("seq")
    payload = ledger.payload_of(line)

    assert (line.kind, line.action, line.happened_key) == ("hold", "hold", "")
    assert payload == {
        "of": str(held.uid),
        "record_kind": "claim",
        "disputes": [str(world.dispute.uid)],
    }
    assert REASON not in line.payload
    assert workflow.current_line(held).superseded_seq is None


def test_the_reason_stays_at_the_desk(held):
    assert (waiting().reason, waiting().asked_by) == (REASON, person("publisher"))
    assert Revision.objects.get(verb="hold").reason == REASON


def test_a_released_record_is_derived_as_it_was(world):
    publish(change(world.claim, context="More."), action="update")
    before = derived(world.claim)
    workflow.hold(world.claim, person("publisher"), reason=REASON)
    assert [len(each) for each in derived(world.claim)] == [0, 0, 0, 2]

    workflow.release(world.claim, person("publisher"), reason="It was right.")

    assert derived(world.claim) == before
    assert waiting().state == "withdrawn"


def test_a_second_person_confirms_and_it_stays_dark(held):
    workflow.carry_out(waiting(), person("second_publisher"), comment="Seen.")

    assert (waiting().state, waiting().decided_by) == (
        "done",
        person("second_publisher"),
    )
    assert Revision.objects.latest("pk").verb == "confirm"
    assert workflow.current_line(held).held_seq


def test_nobody_confirms_their_own_hold(held):
    with pytest.raises(NotAllowed):
        workflow.carry_out(waiting(), person("publisher"))


@pytest.mark.parametrize(
    "act",
    [workflow.refuse, lambda proposal, by, comment: workflow.withdraw(proposal, by)],
)
def test_a_hold_is_neither_refused_nor_withdrawn_but_released(held, act):
    with pytest.raises(WrongState, match="release the record"):
        act(waiting(), person("second_publisher"), comment="No.")


def test_what_is_held_is_neither_published_nor_merged_nor_held_again(world, held):
    other = published("claim", slug="other", **world.claim_content())
    draft = approve(change(held, context="More."))

    for act in (
        lambda: workflow.publish(
            workflow.acknowledging([Change(draft, "update")]), person("publisher")
        ),
        lambda: workflow.propose_merge(
            held, other, person("publisher"), reason="One and the same."
        ),
        lambda: workflow.propose_merge(
            other, held, person("publisher"), reason="One and the same."
        ),
        lambda: workflow.hold(held, person("second_publisher"), reason=REASON),
    ):
        with pytest.raises(WrongState, match="held since line"):
            act()


def test_what_rests_on_a_held_record_waits(world):
    workflow.hold(world.source, person("publisher"), reason=REASON)
    quote = make(
        "quote",
        slug="new",
        disputes=[str(world.dispute.uid)],
        source=str(world.source.uid),
    )

    assert [
        block.message for block in workflow.reference_blockers([Change(quote)])
    ] == [
        "It rests on the source “Bridge report”, which is held; wait until it is released."
    ]


def test_a_second_person_goes_on_to_retract_and_the_past_stays_dark(client, held):
    workflow.retract(held, person("second_publisher"), reason="It was zzwrongzz.")

    assert (waiting().state, waiting().comment) == ("done", "Went on to retract it.")
    page = client.get("/claims/belongs/")
    assert (page.status_code, b"zzwrongzz" in page.content) == (410, False)

    workflow.release(held, person("publisher"), reason="Settled.")
    assert b"zzwrongzz" in client.get("/claims/belongs/").content
    assert list(verify()) == []


def test_what_is_held_is_redacted_all_the_same(held):
    line = workflow.current_line(held)
    proposal = workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="They asked."
    )
    workflow.carry_out(proposal, person("second_admin"))

    assert waiting().state == "done"
    workflow.release(held, person("publisher"), reason="Struck.")
    assert ledger.current().find("claim", "belongs").happened_key == ""
    assert list(verify()) == []


def test_a_retracted_record_is_held_with_its_reason(client, world):
    workflow.retract(world.claim, person("publisher"), reason="It was zzwrongzz.")
    workflow.hold(world.claim, person("publisher"), reason=REASON)

    for path in (
        "/claims/belongs/",
        "/api/v1/claims/belongs/",
        "/corrections/",
        "/ledger/lines.ndjson",
    ):
        response = client.get(path)
        body = (
            b"".join(response.streaming_content)
            if response.streaming
            else response.content
        )
        assert b"zzwrongzz" not in body, path


def test_readers_learn_that_it_is_held_and_since_when(client, held):
    page, api = client.get("/claims/belongs/"), client.get("/api/v1/claims/belongs/")

    assert (page.status_code, page["X-Robots-Tag"]) == (410, "noindex")
    assert "This claim is held since" in page.content.decode()
    assert "max-age=0" in page["Cache-Control"]
    stone = api.json()["tombstone"]
    assert (api.status_code, stone["state"], stone["action"], stone["path"]) == (
        410,
        "held",
        "hold",
        "",
    )
    assert stone["since"] == ledger.moment_text(
        Publication.objects.latest("seq").published_at
    )


def test_lists_of_the_api_say_what_their_records_refer_to_that_is_held(client, world):
    workflow.hold(world.source, person("publisher"), reason=REASON)

    refs = client.get("/api/v1/quotes/").json()["refs"]

    assert refs[str(world.source.uid)]["action"] == "hold"


def test_a_feed_of_verdicts_takes_it_back_and_brings_it_again(client, world):
    rating = published(
        "rating",
        slug="false",
        label="False",
        order=1,
        numeric=1,
        polarity="negative",
        shape="cross",
    )
    claim = change(world.claim, verdict=world.verdict(rating=str(rating.uid)))
    publish(claim, action="correct", notice="It is false.")
    at = ledger.moment_text(Publication.objects.latest("seq").published_at)
    workflow.hold(world.claim, person("publisher"), reason=REASON)

    def items() -> list[dict]:
        response = client.get(f"/feeds/claimreview.json?modified_since={at}")
        return json.loads(b"".join(response.streaming_content))["dataFeedElement"]

    assert [(item["@id"], item["item"], "url" in item) for item in items()] == [
        (world.claim.uid.urn, None, False)
    ]
    workflow.release(world.claim, person("publisher"), reason="It was right.")
    assert [bool(item["item"]) for item in items()] == [True]


def test_no_clock_releases_it(client, held):
    later(24 * 400)
    tasks.warn_of_holds()

    assert client.get("/claims/belongs/").status_code == 410


def test_after_three_days_it_alarms_until_a_second_person_decides(held):
    later(71)
    assert readiness.holds().ok
    later(73)

    with capture_logs() as logs:
        tasks.warn_of_holds()

    assert (readiness.holds().ok, readiness.holds().facts) == (False, {"overdue": 1})
    assert [(entry["log_level"], entry["kind"]) for entry in logs] == [
        ("error", "claim")
    ]
    workflow.carry_out(waiting(), person("second_publisher"))
    assert readiness.holds().ok


def test_the_table_of_holds_is_rebuilt_from_the_lines(held):
    with rebuilding():
        Held.objects.all().delete()
        Publication.objects.update(held_seq=None)
    assert [difference.seq for difference in verify()]

    rebuild("hold")

    assert list(verify()) == []
    assert workflow.current_line(held).held_seq


def test_a_hold_without_a_line_is_detected(world):
    with rebuilding():
        Publication.objects.filter(uid=world.claim.uid).update(held_seq=1)

    assert any(
        "says that it is held by line 1" in difference.message
        for difference in verify()
    )


def test_lines_cached_for_the_download_are_not_sent_while_it_is_held(
    client, world, monkeypatch
):
    monkeypatch.setattr("factcheck.syndication.ledger_lines.BATCH", 4)

    def download() -> bytes:
        return b"".join(client.get("/ledger/lines.ndjson").streaming_content)

    before = download()
    workflow.hold(world.claim, person("publisher"), reason=REASON)
    assert b"belongs" in before
    assert b"belongs" not in download()
    caches["pages"].clear()
    workflow.release(world.claim, person("publisher"), reason="It was right.")
    assert before in download()
