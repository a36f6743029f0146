"""The record as it stood at a past moment, and where a record is found that was taken down or went into another."""

from datetime import UTC, datetime, timedelta

import pytest
from django.utils import timezone
from support.ledger_factory import append, source_line, tombstone
from support.races import elsewhere

from factcheck import ledger

pytestmark = pytest.mark.django_db

DAY = datetime(2026, 1, 15, tzinfo=UTC)


def slugs(view: ledger.View) -> set[str]:
    return set(view.lines("source").values_list("slug", flat=True))


def merge(line, into, at=None):
    return append(tombstone(line, "merge", into=into.uid), at=at)[0]


def test_a_day_means_its_last_moment_in_utc():
    append(source_line("noon"), at=DAY.replace(hour=12))
    append(
        source_line("late"),
        at=DAY.replace(hour=23, minute=59, second=59, microsecond=999999),
    )
    append(source_line("next"), at=DAY + timedelta(days=1))

    assert slugs(ledger.as_of(ledger.parse_moment("2026-01-15"))) == {"noon", "late"}
    assert slugs(ledger.as_of(ledger.parse_moment("2026-01-16"))) == {
        "noon",
        "late",
        "next",
    }


def test_a_moment_counts_the_line_of_that_very_moment():
    append(source_line("one"), at=DAY)

    assert slugs(ledger.as_of(DAY)) == {"one"}
    assert slugs(ledger.as_of(DAY - timedelta(microseconds=1))) == set()


def test_today_means_now():
    assert ledger.parse_moment(str(timezone.now().date())) is None
    with ledger.reading(str(timezone.now().date())) as view:
        assert view.moment is None


@pytest.mark.parametrize(
    "written",
    [
        lambda now: str(now.date() + timedelta(days=1)),
        lambda now: (now + timedelta(minutes=1)).isoformat(),
        lambda now: "9999-12-31",
    ],
)
def test_the_future_is_refused(written):
    with pytest.raises(ledger.BadMoment, match="future"):
        ledger.parse_moment(written(timezone.now()))


@pytest.mark.parametrize(
    "written",
    [
        "yesterday",
        "0001-01-01T00:00:00+14:00",
        "2026-13-01",
        "2026-02-30",
        "2026-01-15T25:00",
        "15.1.2026",
        "\0",
        "-1",
    ],
)
def test_what_is_no_moment_is_refused_with_a_remedy(written):
    with pytest.raises(ledger.BadMoment):
        ledger.parse_moment(written)


@pytest.mark.parametrize(
    ("written", "moment"),
    [
        ("2026-01-15T12:00:00Z", DAY.replace(hour=12)),
        ("2026-01-15T12:00:00", DAY.replace(hour=12)),
        (
            "2026-01-15T12:00:00 01:00",
            DAY.replace(hour=11),
        ),  # a plus sign that an address turned into a space
        ("2026-01-15T12:00:00.000001-03:00", DAY.replace(hour=15, microsecond=1)),
    ],
)
def test_a_moment_is_read_in_its_zone(written, moment):
    assert ledger.parse_moment(written) == moment


def test_before_the_first_line_nothing_is_known():
    append(source_line("one"), at=DAY)

    view = ledger.as_of(DAY - timedelta(days=1))

    assert (view.seq, view.hash) == (0, "0" * 64)
    assert slugs(view) == set()
    assert view.find("source", "one") is None


def test_an_empty_ledger_has_an_empty_present():
    view = ledger.current()

    assert (view.seq, slugs(view), view.tombstones()) == (0, set(), {})


def test_the_version_of_the_day_is_shown():
    first = append(source_line("one", title="Then"), at=DAY)[0]
    append(
        source_line("one", first.uid, "correct", title="Now"),
        at=DAY + timedelta(days=2),
    )

    then = ledger.as_of(DAY + timedelta(days=1)).find("source", "one")
    now = ledger.current().find("source", "one")

    assert [ledger.payload_of(line)["title"] for line in (then, now)] == ["Then", "Now"]


def test_lines_of_one_moment_differ_by_their_number():
    append(source_line("one"), source_line("two"), at=DAY)

    assert slugs(ledger.as_of_seq(2)) == {"one"}
    assert slugs(ledger.as_of(DAY)) == {"one", "two"}


def test_a_line_that_is_not_there_is_refused():
    with pytest.raises(ledger.BadMoment, match="no line 5"):
        ledger.as_of_seq(5)


def test_a_retracted_record_is_gone_with_its_reason_but_stood_before():
    line = append(source_line("one"), at=DAY)[0]
    append(tombstone(line), at=DAY + timedelta(days=1))

    assert slugs(ledger.current()) == set()
    stone = ledger.current().tombstones()[line.uid]
    assert (stone.action, stone.reason, stone.path) == (
        "retract",
        "Wrong.",
        "/sources/one/",
    )
    assert ledger.current().find("source", "one").action == "retract"
    assert slugs(ledger.as_of(DAY)) == {"one"}
    assert ledger.as_of(DAY).tombstones() == {}


def test_a_restored_record_stands_again():
    line = append(source_line("one"))[0]
    append(tombstone(line))
    append(source_line("one", line.uid, "restore"))

    assert slugs(ledger.current()) == {"one"}
    assert ledger.current().tombstones() == {}
    assert slugs(ledger.as_of_seq(3)) == set()


def test_a_merge_is_followed_after_it_happened_and_not_before():
    old, new = append(source_line("old"), source_line("new"), at=DAY)
    merge(old, new, at=DAY + timedelta(days=1))

    assert ledger.current().follow(old.uid) == new.uid
    assert ledger.current().resolve([old.uid])[old.uid].slug == "new"
    assert ledger.as_of(DAY).follow(old.uid) == old.uid
    assert ledger.as_of(DAY).resolve([old.uid])[old.uid].slug == "old"


def test_chains_of_merges_are_followed_to_their_end():
    a, b, c = append(source_line("a"), source_line("b"), source_line("c"))
    merge(a, b)
    merge(b, c)

    view = ledger.current()
    assert view.follow(a.uid) == c.uid
    assert (
        view.family(c.uid)
        == view.family(a.uid)
        == view.family(b.uid)
        == {a.uid, b.uid, c.uid}
    )
    assert ledger.as_of_seq(5).family(b.uid) == {a.uid, b.uid}
    assert ledger.as_of_seq(4).family(b.uid) == {b.uid}


def test_what_went_into_a_retracted_record_is_not_live():
    a, b = append(source_line("a"), source_line("b"))
    merge(a, b)
    append(tombstone(b))

    assert ledger.current().resolve([a.uid, b.uid]) == {}


def test_following_ends_even_in_a_circle():
    a, b = append(source_line("a"), source_line("b"))
    merge(a, b)
    merge(b, a)  # the workflow refuses it; reading must still end

    assert ledger.current().follow(a.uid) in {a.uid, b.uid}
    assert ledger.current().resolve([a.uid]) == {}


@pytest.mark.parametrize(
    "key", ["", "nowhere", "\0", "one\0", "one\n", "%", "o_e", "ONE", "x" * 5000]
)
def test_no_address_but_its_own_finds_a_record(key):
    append(source_line("one"))

    assert ledger.current().find("source", key) is None


def test_a_record_answers_to_its_uid():
    line = append(source_line("one"))[0]

    assert ledger.current().find("source", str(line.uid)).seq == line.seq
    assert ledger.current().find("source", f"{line.uid}\n") is None
    assert ledger.current().find("claim", str(line.uid)) is None


def test_what_a_moment_remembers_is_never_that_of_a_later_head():
    line = append(source_line("one"))[0]
    assert ledger.current().tombstones() == {}
    append(tombstone(line))

    assert set(ledger.current().tombstones()) == {line.uid}
    assert ledger.as_of_seq(2).tombstones() == {}


@pytest.mark.django_db(transaction=True)
def test_a_request_sees_one_state_while_others_publish():
    append(source_line("one"))

    with ledger.reading() as view:
        assert slugs(view) == {"one"}
        elsewhere(lambda: append(source_line("two")))
        assert slugs(view) == {"one"}

    assert slugs(ledger.current()) == {"one", "two"}
