"""What looks like a date and is none."""

import datetime

import pytest

from factcheck.text.extraction import dates

PUBLISHED = datetime.date(2026, 1, 15)


def values(
    text: str, published_on: datetime.date | None = PUBLISHED
) -> list[str | None]:
    return [one.edtf for one in dates.find(text, published_on)]


def test_a_day_that_no_month_has_is_no_date():
    assert values("Nothing happened on 31 February 2026.") == []


def test_a_leap_day_of_a_common_year_is_no_date():
    assert values("Nothing happened on 29 February 2026.") == []


def test_a_leap_day_of_a_leap_year_is_a_date():
    assert values("It happened on 29 February 2024.") == ["2024-02-29"]


def test_the_year_nought_is_no_year():
    assert values("It happened in January 0000.") == []


def test_the_last_year_of_four_digits_is_a_year():
    assert values("It will happen in January 9999.") == ["9999-01"]


def test_a_bare_number_is_no_year():
    assert values("The ship carried 1951 barrels.") == []


def test_a_count_of_people_is_no_year():
    assert values("About 1500 people marched, and 2000 sang.") == []


def test_a_sum_of_money_is_no_year():
    assert values("It cost $1951, then €2026.") == []


def test_a_number_with_a_comma_is_no_year():
    assert values("In 1,951 cases it failed.") == []


def test_a_flight_number_is_no_year():
    assert values("Flight 1951 landed in Nuuk.") == []


def test_may_the_verb_is_no_month():
    assert values("May I ask? They may leave.") == []


def test_somebody_called_may_is_no_month():
    assert values("Theresa May spoke; the plan of May was praised.") == []


def test_march_the_verb_is_no_month():
    assert values("They march in Nuuk. March with us!") == []


def test_a_newspaper_called_after_the_sun_is_no_day():
    assert values("The Sun wrote so, and the sun set.") == []


def test_a_newspaper_called_today_is_no_day():
    assert values("He told USA Today so.") == []


def test_the_march_of_a_crowd_is_no_month():
    assert values("The March on Nuuk was peaceful.") == []


def test_the_second_speaker_is_no_time():
    assert values("The second speaker and a second opinion.") == []


def test_digits_of_another_script_are_no_date():
    assert values("١٤ January ٢٠٢٦; ١٤/٠١/٢٠٢٦") == []


def test_the_word_now_is_no_date_in_the_news():
    assert values("The former premier is now in Nuuk.") == []


@pytest.mark.parametrize("text", ["", "\0", "\0\0 \n", "٣", "’", "-", "of the"])
def test_text_without_a_date_has_none(text):
    assert values(text) == []


@pytest.mark.parametrize(
    "words", ["Monday", "yesterday", "three days ago", "tomorrow night"]
)
def test_without_a_day_of_publication_what_counts_from_it_is_not_resolved(words):
    assert values(f"They met {words}.", None) == [None]


def test_a_weekday_without_a_day_of_publication_has_no_value():
    assert [one.timex for one in dates.find("They met on Monday.", None)] == [None]
