"""What a moment of an address may be, and what readers get of one that means nothing: the form, its field, a remedy."""

import re

import pytest
from django.utils import timezone

pytestmark = pytest.mark.django_db
PAGE = "/disputes/bridge/"

EARLIER = [
    "2001-01-01",
    "0001-01-01",
    "2016-01-15T12:00Z",
    "2016-01-15T12:00:00.5Z",
    "2016-01-15T12:00",
    "2016-01-15T12:00:00+01:00",
    "2016-01-15T12:00:00 01:00",  # a plus that was not escaped
    "2016-01-15t12:00z",
]
REFUSED = [
    ("2126-01-01", "lies in the future"),
    ("2126-01-01T00:00Z", "lies in the future"),
    ("2126-01", "lies in the future"),
    ("2026-02-30", "is not in the calendar"),
    ("2025-02-29", "is not in the calendar"),
    ("0000-01-01", "is not in the calendar"),
    ("0001-01-01T00:00:00+01:00", "is not in the calendar"),
    ("2016-12-31T23:59:60Z", "is not in the calendar"),
    ("2016-01-15T25:00Z", "is not in the calendar"),
    ("2016-01", "is no single day. Write one, such as its last: 2016-01-31."),
    ("2016-W03", "is no single day. Write one, such as its last: 2016-01-24."),
    ("2016W03", "is no single day"),
    ("2016-W03-1", "is no single day"),
    ("2016", "is no single day. Write one, such as its last: 2016-12-31."),
    ("2016-13", "is neither a day nor a moment"),
    ("2016-01-15%00", "is neither a day nor a moment"),
    ("20160115", "is neither a day nor a moment"),
    ("last tuesday", "is neither a day nor a moment"),
    ("T12:00Z", "“12:00” is a time of day without its day."),
]
FIELDS = [
    (PAGE, "as_of", "As known on"),
    (f"{PAGE}compare/", "from", "From"),
    (f"{PAGE}compare/", "to", "To"),
    (f"{PAGE}changes/", "since", "Since"),
    (PAGE, "since", "Since"),
]


def plain(html: str) -> str:
    return re.sub(r"\s+", " ", re.sub(r"<[^>]*>", " ", html))


@pytest.mark.parametrize("written", EARLIER)
def test_a_moment_before_the_record_began_is_answered_with_its_first(
    world, client, written
):
    response = client.get(PAGE, {"as_of": written})

    assert response.status_code == 404
    assert "was first published on" in plain(response.content.decode())


@pytest.mark.parametrize(("written", "words"), REFUSED)
def test_what_is_no_moment_is_refused_in_words(world, client, written, words):
    response = client.get(PAGE, {"as_of": written})

    assert response.status_code == 400
    assert words in plain(response.content.decode())


@pytest.mark.parametrize("written", ["now", "NOW", "today"])
def test_the_present_leads_to_the_page_without_a_moment(world, client, written):
    if written == "today":
        written = timezone.now().date().isoformat()

    response = client.get(PAGE, {"as_of": written})

    assert (response.status_code, response["Location"]) == (302, PAGE)


@pytest.mark.parametrize(("page", "name", "label"), FIELDS)
def test_a_bad_moment_keeps_the_form_and_names_its_field(
    world, client, page, name, label
):
    response = client.get(page, {name: "2016-02-30", "lang": "en"})
    html = response.content.decode()
    field = re.search(rf"<legend>{label}</legend>.*?</fieldset>", html, re.S)[0]

    assert response.status_code == 400
    assert "is not in the calendar" in plain(html)
    assert f'id="e-{name}"' in field
    assert f'name="{name}_day"' in field
    assert 'aria-invalid="true"' in field
    assert "?as_of=" not in plain(html)


@pytest.mark.parametrize(
    ("page", "name"), [(page, name) for page, name, _label in FIELDS]
)
def test_a_day_and_a_time_of_the_form_become_one_moment(world, client, page, name):
    sent = {f"{name}_day": "2016-01-15", f"{name}_time": "22:10", name: "2016-01-01"}

    response = client.get(page, sent)

    assert response.status_code == 302
    assert response["Location"] == f"{page}?{name}=2016-01-15T22:10Z"


def test_an_empty_day_leaves_what_the_list_has_chosen_and_every_filter(world, client):
    sent = {"as_of": "2016-01-15", "as_of_day": "", "as_of_time": "", "lang": "da"}

    response = client.get(PAGE, {**sent, "party": "upper-town"})

    assert response.status_code == 302
    assert response["Location"] == f"{PAGE}?lang=da&party=upper-town&as_of=2016-01-15"


def test_a_time_of_day_without_its_day_is_refused(world, client):
    response = client.get(PAGE, {"as_of_time": "22:10"}, follow=True)

    assert response.status_code == 400
    assert "Choose the day too." in plain(response.content.decode())


def test_a_comparison_with_now_is_one_with_the_present(world, client):
    response = client.get(f"{PAGE}compare/", {"to": "now"})

    assert response.status_code == 200
    assert 'name="to"' in response.content.decode()
