"""An approved set waits for its time, and the worker publishes it then by the same verb."""

from datetime import UTC, datetime, timedelta
from functools import partial

import pytest
from django.utils import timezone
from support.people import World, approve, change, make, person, publish
from support.races import at_once

from factcheck import tasks, workflow
from factcheck.models import Publication, Revision, Schedule, ScheduledRecord
from factcheck.workflow import Change

SOON = timedelta(hours=3)


@pytest.fixture
def waiting(world):
    """An approved claim, and its schedule."""
    draft = approve(make("claim", slug="waits", **world.claim_content()))
    return draft, schedule(draft)


def schedule(*records, by: str = "publisher") -> Schedule:
    changes = workflow.acknowledging([Change(record, "update") for record in records])
    return workflow.schedule(changes, person(by), at=timezone.now() + SOON)


def come_due(made: Schedule) -> Schedule:
    Schedule.objects.filter(pk=made.pk).update(
        due_at=timezone.now() - timedelta(seconds=1)
    )
    workflow.publish_due()
    made.refresh_from_db()
    return made


def test_nothing_of_it_is_public_before_its_time(waiting, client):
    before = Publication.objects.count()

    assert workflow.publish_due() == 0
    assert Publication.objects.count() == before
    assert client.get("/claims/waits/").status_code == 404


def test_it_goes_live_when_it_is_due(waiting, client):
    made = come_due(waiting[1])

    assert made.state == "done"
    assert client.get("/claims/waits/").status_code == 200
    line = Publication.objects.latest("seq")
    assert Revision.objects.get(line=line.seq).by == person("publisher")
    assert abs(line.published_at - timezone.now()) < timedelta(minutes=1)


def test_a_set_goes_live_under_one_moment(world):
    changed = [
        approve(change(world.claim, text="Both own it.")),
        approve(change(world.entry, headline="Reopened")),
    ]

    made = come_due(schedule(*changed))

    assert made.state == "done"
    assert (
        len({line.published_at for line in Publication.objects.order_by("-seq")[:2]})
        == 1
    )


def test_it_is_published_once(waiting):
    come_due(waiting[1])
    before = Publication.objects.count()

    assert workflow.publish_due() == 0
    assert Publication.objects.count() == before


@pytest.mark.django_db(transaction=True)
def test_two_workers_at_once_publish_it_once():
    world = World()
    made = schedule(approve(make("claim", slug="waits", **world.claim_content())))
    Schedule.objects.filter(pk=made.pk).update(
        due_at=timezone.now() - timedelta(seconds=1)
    )

    outcomes = at_once(*[partial(workflow.publish_due) for _ in range(4)])

    assert sorted(outcomes) == [0, 0, 0, 1]
    assert Publication.objects.filter(slug="waits").count() == 1


def test_a_save_cancels_it_and_says_so(waiting):
    draft, made = waiting

    change(draft, text="The bridge belongs to nobody.")

    made.refresh_from_db()
    assert made.state == "cancelled"
    assert "was changed by Reporter" in made.message
    assert not ScheduledRecord.objects.filter(is_pending=True).exists()


def test_a_save_that_changes_nothing_leaves_it(waiting):
    draft, made = waiting

    change(draft)

    made.refresh_from_db()
    assert made.state == "pending"


def test_publishing_by_hand_cancels_it(waiting):
    draft, made = waiting

    workflow.publish(workflow.acknowledging([Change(draft)]), person("publisher"))

    made.refresh_from_db()
    assert made.state == "cancelled"
    assert "by hand" in made.message


def test_what_cannot_be_published_then_fails_aloud(world, waiting, desk):
    draft, made = waiting
    workflow.retract(world.source, person("publisher"), reason="It was forged.")

    made = come_due(made)

    assert made.state == "failed"
    assert "rests on" in made.message
    assert (
        "Could not be published on time"
        in desk("publisher").get("/admin/").content.decode()
    )
    beside = (
        desk("publisher")
        .get(f"/admin/factcheck/claim/{draft.pk}/change/")
        .content.decode()
    )
    assert "Could not be published on time" in beside
    assert not Publication.objects.filter(slug="waits").exists()


def test_whoever_was_switched_off_publishes_nothing_any_more(waiting):
    publisher = person("publisher")
    publisher.is_active = False
    publisher.save()

    assert come_due(waiting[1]).state == "failed"


def test_a_record_is_scheduled_once_at_a_time(waiting):
    with pytest.raises(workflow.WrongState, match="scheduled already"):
        schedule(waiting[0])


def test_a_moment_that_passed_is_refused(waiting):
    changes = workflow.acknowledging([Change(waiting[0])])

    with pytest.raises(workflow.WrongState, match="has passed"):
        workflow.schedule(changes, person("publisher"), at=timezone.now())


def test_only_what_was_approved_is_scheduled(world):
    with pytest.raises(workflow.WrongState, match="not approved"):
        schedule(make("claim", slug="draft", **world.claim_content()))


def test_warnings_are_acknowledged_when_it_is_scheduled(world):
    draft = approve(make("claim", slug="waits", **world.claim_content()))

    with pytest.raises(workflow.Unacknowledged):
        workflow.schedule(
            [Change(draft)], person("publisher"), at=timezone.now() + SOON
        )


@pytest.mark.parametrize("name", ["reporter", "editor"])
def test_who_may_not_publish_schedules_and_cancels_nothing(waiting, name):
    with pytest.raises(workflow.NotAllowed):
        schedule(waiting[0], by=name)
    with pytest.raises(workflow.NotAllowed):
        workflow.cancel_schedule(waiting[1], person(name))


def test_it_is_cancelled_on_its_page(waiting, desk):
    url = f"/admin/factcheck/schedule/{waiting[1].pk}/change/"

    answer = desk("publisher").post(url, desk("publisher").form(url, "cancel"))

    waiting[1].refresh_from_db()
    assert answer.status_code == 302
    assert waiting[1].message == "Cancelled by Publisher."
    assert desk("publisher").post(url, {}).status_code == 409
    assert desk("reporter").post(url, {}).status_code == 403


def test_the_page_says_the_moment_in_words_before_it_is_confirmed(
    world, desk, settings
):
    settings.DESK_TIME_ZONE = "Europe/Copenhagen"
    draft = approve(make("claim", slug="waits", **world.claim_content()))
    url, publisher = (
        f"/admin/factcheck/claim/publish/?of=claim:{draft.uid}",
        desk("publisher"),
    )
    form = publisher.form(url, "publish") | publisher.ticked(url)
    asked = form | {"at_time": "2099-07-01 09:30", "_schedule": "Schedule…"}

    first = publisher.post(url, asked)
    confirmed = {"confirmed": datetime(2099, 7, 1, 7, 30, tzinfo=UTC).isoformat()}
    other = publisher.post(url, asked | confirmed | {"at_time": "2099-07-01 10:30"})
    assert not Schedule.objects.exists()
    done = publisher.post(url, asked | confirmed)

    assert "Wednesday 1 Jul 2099, 09:30 CEST (07:30 UTC)" in first.content.decode()
    assert "10:30" in other.content.decode()
    assert done.status_code == 302
    assert Schedule.objects.get().due_at == datetime(2099, 7, 1, 7, 30, tzinfo=UTC)
    assert (
        "Scheduled"
        in publisher.get(f"/admin/factcheck/claim/{draft.pk}/change/").content.decode()
    )


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("", "Say when"),
        ("tomorrow", "no time of day"),
        ("2099-02-30 10:00", "not in the calendar"),
        ("2001-01-01 10:00", "has passed"),
        ("2099-03-29 02:30", "go forward"),
        ("2099-10-25 02:30", "twice"),
    ],
    ids=["nothing", "words", "no such day", "past", "skipped", "twice"],
)
def test_a_time_that_is_none_says_why(world, desk, settings, written, why):
    settings.DESK_TIME_ZONE = "Europe/Copenhagen"
    draft = approve(make("claim", slug="waits", **world.claim_content()))
    url, publisher = (
        f"/admin/factcheck/claim/publish/?of=claim:{draft.uid}",
        desk("publisher"),
    )
    form = publisher.form(url, "publish") | publisher.ticked(url)

    page = publisher.post(
        url, form | {"at_time": written, "_schedule": "Schedule…"}
    ).content.decode()

    assert why in page
    assert not Schedule.objects.exists()


def test_the_list_says_when_the_scheduler_last_ran(waiting, desk):
    late = desk("publisher").get("/admin/factcheck/schedule/").content.decode()
    tasks.publish_due()
    fresh = desk("publisher").get("/admin/factcheck/schedule/").content.decode()

    assert "last ran never" in late
    assert "start the worker" in late
    assert "last ran 0 s ago" in fresh


def test_the_next_version_of_what_is_live_keeps_its_kind_of_change(world):
    changed = approve(change(world.claim, text="Both own it."))
    changes = workflow.acknowledging([Change(changed, "correct", "It was wrong.")])
    come_due(workflow.schedule(changes, person("publisher"), at=timezone.now() + SOON))

    line = Publication.objects.latest("seq")
    assert (line.action, "It was wrong." in line.payload) == ("correct", True)


def test_a_newer_publication_of_one_of_them_cancels_the_whole_set(world):
    claim, entry = (
        approve(change(world.claim, text="Both own it.")),
        approve(change(world.entry, headline="Open")),
    )
    made = schedule(claim, entry)

    publish(change(world.entry, headline="Open again"), action="update")

    made.refresh_from_db()
    assert made.state == "cancelled"
