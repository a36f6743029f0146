"""A moment is read as people write it, in the desk's zone, or they are told what to write."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from support.people import approve, make

from factcheck.admin import moment_display
from factcheck.admin.moment_fields import MomentForm, parse_moment
from factcheck.models import Publication, Schedule

NOW = datetime(2026, 11, 30, 9, 15, tzinfo=UTC)  # a Monday, 10:15 in Copenhagen


@pytest.fixture(autouse=True)
def copenhagen(settings):
    settings.DESK_TIME_ZONE = "Europe/Copenhagen"


@pytest.mark.parametrize(
    ("written", "utc"),
    [
        ("2026-12-24 18:00", "2026-12-24 17:00"),
        ("2026-12-24T18:00", "2026-12-24 17:00"),
        ("2026-12-24, 18:00", "2026-12-24 17:00"),
        ("24.12.2026 18:00", "2026-12-24 17:00"),
        ("24.12.2026 18.00", "2026-12-24 17:00"),
        ("24. 12. 2026 18:00", "2026-12-24 17:00"),
        ("4.12.2026 8:05", "2026-12-04 07:05"),
        ("24 Dec 2026, 18:00", "2026-12-24 17:00"),
        ("24 December 2026 18:00", "2026-12-24 17:00"),
        ("December 24, 2026 6 pm", "2026-12-24 17:00"),
        ("24 Dec 2026, 18:00 UTC", "2026-12-24 18:00"),
        ("2026-12-24 18:00Z", "2026-12-24 18:00"),
        ("2026-12-24 18:00-03:00", "2026-12-24 21:00"),
        ("tomorrow 9:00", "2026-12-01 08:00"),
        ("tomorrow at 9:00", "2026-12-01 08:00"),
        ("Tomorrow, 9 am", "2026-12-01 08:00"),
        ("today 23:59", "2026-11-30 22:59"),
        ("friday 9:00", "2026-12-04 08:00"),
        ("monday 9:00", "2026-12-07 08:00"),
        ("11:00", "2026-11-30 10:00"),
        ("9:00", "2026-12-01 08:00"),
        ("9:00 UTC", "2026-12-01 09:00"),
        ("12:30 am", "2026-11-30 23:30"),
        ("12:30 pm", "2026-11-30 11:30"),
        ("2026-07-01 09:30", "2026-07-01 07:30"),
        ("12/24/2026 18:00", "2026-12-24 17:00"),
        ("24/12/2026 18:00", "2026-12-24 17:00"),
        ("12/12/2026 18:00", "2026-12-12 17:00"),
    ],
)
def test_a_moment_is_understood(written, utc):
    assert f"{parse_moment(written, now=NOW):%Y-%m-%d %H:%M}" == utc


@pytest.mark.parametrize(
    ("written", "why"),
    [
        ("2026-11-30", "has no time of day"),
        ("30.11.2026", "has no time of day"),
        ("tomorrow", "has no time of day"),
        ("9", "no day and time"),
        ("soon", "no day and time"),
        ("tomorrow 9", "no day and time"),
        ("11/12/2026 9:00", "could be a day of two months"),
        ("24/12 9:00", "no year of four digits"),
        ("12/24/26 9:00", "no year of four digits"),
        ("24/13/2026 9:00", "not in the calendar"),
        ("9999-12-31 23:00-05:00", "not in the calendar"),
        ("0001-01-01 00:30+05:00", "not in the calendar"),
        ("0001-01-01 00:30", "not in the calendar"),
        ("1.1.0001 00:30", "not in the calendar"),
        ("2026-02-30 10:00", "not in the calendar"),
        ("30.2.2026 10:00", "not in the calendar"),
        ("24 Foo 2026 10:00", "names no month"),
        ("24:30", "no such time of day"),
        ("13 pm", "no such hour"),
        ("tomorrow 9:75", "no such time of day"),
        ("2026-12-24 18:00 Pluto", "no day and time"),
        ("99999999999999", "no day and time"),
        ("²:00", "no day and time"),
    ],
)
def test_what_is_no_moment_gets_what_to_write(written, why):
    with pytest.raises(ValueError, match=why) as refusal:
        parse_moment(written, now=NOW)

    assert "such as 2026-01-15 09:30" in str(refusal.value)


def test_a_time_that_the_clocks_skip_is_refused():
    with pytest.raises(ValueError, match="skip 02:30"):
        parse_moment("2027-03-28 02:30")


def test_a_time_that_the_clocks_show_twice_says_both():
    with pytest.raises(ValueError, match="twice") as refusal:
        parse_moment("2026-10-25 02:30")

    for moment in ("2026-10-25 00:30 UTC", "2026-10-25 01:30 UTC"):
        assert moment in str(refusal.value)
        assert f"{parse_moment(moment):%Y-%m-%d %H:%M} UTC" == moment


@pytest.mark.parametrize("written", ["2026-12-24 18:00", "9:00", "tomorrow 9:00"])
def test_what_the_desk_writes_it_reads_again(written):
    moment = parse_moment(written, now=NOW)

    assert parse_moment(f"{moment.day} {moment:%b %Y, %H:%M} UTC") == moment


def test_what_two_fields_say_must_be_one():
    form = MomentForm({"picked": "2099-07-01T09:30", "at_time": "2099-07-01 10:30"})

    assert not form.is_valid()
    assert "two that differ" in str(form.errors["at_time"])
    assert MomentForm(
        {"picked": "2099-07-01T09:30", "at_time": "2099-07-01 09:30"}
    ).is_valid()


def test_it_reads_in_words_in_both_zones():
    assert (
        moment_display.with_weekday(datetime(2026, 12, 24, 17, 0, tzinfo=UTC))
        == "Thursday 24 Dec 2026, 18:00 CET (17:00 UTC)"
    )
    assert (
        moment_display.with_weekday(datetime(2026, 12, 24, 23, 30, tzinfo=UTC))
        == "Friday 25 Dec 2026, 00:30 CET (24 Dec, 23:30 UTC)"
    )


# On the page


@pytest.fixture
def page_of(world, desk):
    """The page that publishes an approved claim: its address, a publisher, and what its form would send."""
    draft = approve(make("claim", slug="waits", **world.claim_content()))
    url, publisher = (
        f"/admin/factcheck/claim/publish/?of=claim:{draft.uid}",
        desk("publisher"),
    )
    return url, publisher, publisher.form(url, "publish") | publisher.ticked(url)


def primaries(page: str) -> list[str]:
    """The words on each button that stands out."""
    return [
        part.partition('value="')[2].partition('"')[0]
        for part in page.split("<input ")
        if 'class="default"' in part
    ]


@pytest.mark.django_db
def test_the_moment_is_chosen_from_a_picker(page_of):
    url, publisher, form = page_of
    asked = form | {"picked": "2099-07-01T09:30", "_schedule": "Schedule"}

    first = publisher.post(url, asked)
    done = publisher.post(url, publisher_form(first, asked))

    assert 'type="datetime-local"' in first.content.decode()
    assert done.status_code == 302
    assert Schedule.objects.get().due_at == datetime(2099, 7, 1, 7, 30, tzinfo=UTC)


def publisher_form(page, asked: dict) -> dict:
    return asked | {"confirmed": page.context["timing"]["confirmed"].value()}


@pytest.mark.django_db
def test_when_it_is_scheduled_the_one_button_that_stands_out_schedules(page_of):
    url, publisher, form = page_of

    for asked in ({"picked": "2099-07-01T09:30"}, {"picked": ""}, {"at_time": "soon"}):
        page = publisher.post(
            url, form | asked | {"_schedule": "Schedule"}
        ).content.decode()
        assert primaries(page) in (["Yes, schedule it"], ["Schedule"])
        assert "Publish now instead" in page


@pytest.mark.django_db
def test_a_day_alone_is_not_midnight(page_of):
    url, publisher, form = page_of

    page = publisher.post(
        url, form | {"at_time": "2099-07-01", "_schedule": "Schedule"}
    ).content.decode()

    assert "has no time of day" in page
    assert not Schedule.objects.exists()


@pytest.mark.django_db
def test_the_picker_begins_now(page_of):
    url, publisher, _form = page_of
    now = timezone.now().astimezone(moment_display.zone())

    assert f'min="{now:%Y-%m-%dT}' in publisher.get(url).content.decode()


@pytest.mark.django_db
@pytest.mark.parametrize("field", ["picked", "at_time"])
def test_a_time_that_was_chosen_is_not_published_at_once(page_of, field):
    url, publisher, form = page_of
    before = Publication.objects.count()

    page = publisher.post(
        url, form | {field: "2099-07-01T09:30", "_now": "Publish"}
    ).content.decode()

    assert (
        "You chose a time: press Schedule, or empty the time to publish at once."
        in page
    )
    assert '<details class="module aligned later" open>' in page
    assert primaries(page) == ["Schedule"]
    assert (Publication.objects.count(), Schedule.objects.count()) == (before, 0)


@pytest.mark.django_db
def test_now_instead_is_at_once_whatever_time_was_chosen(page_of):
    url, publisher, form = page_of

    done = publisher.post(
        url, form | {"picked": "2099-07-01T09:30", "_instead": "Publish now instead"}
    )

    assert done.status_code == 302
    assert Publication.objects.filter(slug="waits").exists()


@pytest.mark.django_db
def test_at_first_the_one_button_that_stands_out_publishes(page_of):
    url, publisher, _form = page_of

    assert primaries(publisher.get(url).content.decode()) == ["Publish"]


@pytest.mark.django_db
@pytest.mark.parametrize(("days", "is_said"), [(300, False), (400, True)])
def test_a_time_more_than_a_year_away_is_a_warning(page_of, days, is_said):
    url, publisher, form = page_of
    at = timezone.now() + timedelta(days=days)

    page = publisher.post(
        url, form | {"at_time": f"{at:%Y-%m-%d} 12:00", "_schedule": "Schedule"}
    ).content.decode()

    assert ("more than a year away" in page) == is_said
    assert "Yes, schedule it" in page
