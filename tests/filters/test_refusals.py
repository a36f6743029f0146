"""What a filter cannot be is refused in one sentence, by page, feed, calendar, slides and API alike."""

import html
import json
from urllib.parse import urlencode

import pytest
from django.test import Client
from support.people import World, make

pytestmark = pytest.mark.django_db
DISPUTE = "/disputes/bridge/"
ENTRIES = (
    DISPUTE,
    f"{DISPUTE}feed.atom",
    f"{DISPUTE}feed.json",
    f"{DISPUTE}timeline.json",
    f"{DISPUTE}timeline.ics",
    f"{DISPUTE}embed/",
)
WRONG = {
    "party": ("nobody", "“nobody” is not in the record."),
    "side": ("nowhere", "“nowhere” is not in the record."),
    "kind": ("novel", "“novel” is not among the choices: "),
    "happened_after": (
        "2026-02-30",
        "Write a day such as 2026-01-14, a month such as 2026-01, or a year.",
    ),
    "happened_before": ("2026/..", "2026/.. has no last day."),
    "published_after": ("soon", "“soon” is neither a day nor a moment."),
    "published_before": ("9999-12-31", "“9999-12-31” is not in the calendar."),
    "q": ("ice\x01", "(U+0001)"),
    "ordering": ("slug", "“slug” is not among the choices: -happened, happened."),
    "as_of": ("nonsense", "“nonsense” is neither a day nor a moment."),
}


@pytest.fixture
def world() -> World:
    return World()


def refusal(address: str, query: dict) -> str:
    response = Client().get(f"{address}?{urlencode(query)}")
    assert response.status_code == 400, (address, query)
    return html.unescape(response.content.decode())


def problems(query: dict, plural: str = "entries") -> list[dict]:
    return json.loads(refusal(f"/api/v1/{plural}/", query))["errors"]


@pytest.mark.parametrize("name", WRONG)
def test_a_wrong_value_is_refused_in_the_same_sentence_everywhere(world, name):
    value, sentence = WRONG[name]

    (problem,) = problems({name: value})

    assert problem["field"] == name
    assert sentence in problem["message"]
    for address in ENTRIES:
        assert problem["message"] in refusal(address, {name: value}), address


@pytest.mark.parametrize(
    ("address", "plural", "query"),
    [
        ("/claims/", "claims", {"claimant": "nobody"}),
        ("/claims/", "claims", {"language": "en_GB"}),
        ("/claims/", "claims", {"happened_after": "31/01/2026"}),
        ("/claims/", "claims", {"ordering": "slug"}),
        ("/search/", "claims", {"dispute": "nowhere"}),
        ("/search/", "quotes", {"speaker": "nobody"}),
        ("/corrections/", "claims", {"dispute": "nowhere"}),
        ("/corrections/", "claims", {"published_after": "soon"}),
        ("/feeds/corrections.atom", "claims", {"dispute": "nowhere"}),
        ("/feeds/verdicts.json", "claims", {"published_before": "soon"}),
        (f"{DISPUTE}changes/", "claims", {"published_before": "soon"}),
        (f"{DISPUTE}changes.json", "claims", {"published_before": "soon"}),
        ("/parties/upper-town/feed.json", "claims", {"dispute": "nowhere"}),
    ],
    ids=lambda value: value if isinstance(value, str) else "-".join(value),
)
def test_so_it_is_in_the_other_lists(world, address, plural, query):
    (problem,) = problems(query, plural)

    assert problem["message"] in refusal(
        address, {"q": "bridge"} | query if address == "/search/" else query
    )


@pytest.mark.parametrize("address", [*ENTRIES, "/claims/", "/search/", "/corrections/"])
def test_a_parameter_that_is_not_there_is_refused_with_those_that_are(world, address):
    (problem,) = problems({"partyy": "x"})
    said = refusal(address, {"partyy": "x"})

    assert problem["message"].startswith(
        "There is no parameter “partyy” here. There are "
    )
    assert "There is no parameter “partyy” here." in said
    if not address.endswith("embed/"):
        assert "dispute" in said or "party" in said


def test_ignored_words_are_refused_by_formats_and_a_notice_on_pages(world):
    (problem,) = problems({"q": "closed ?!"})
    page = Client().get(DISPUTE, {"q": "closed ?!"})

    for address in ENTRIES[1:]:
        assert problem["message"] in refusal(address, {"q": "closed ?!"})
    assert page.status_code == 200
    assert problem["message"] in html.unescape(page.content.decode())


def test_a_draft_is_as_unknown_as_what_never_was(world):
    make("party", slug="secret")

    for address in (*ENTRIES, "/api/v1/entries/", "/claims/", "/search/"):
        drafted = refusal(address, {"party": "secret"})
        assert drafted.replace("secret", "absent") == refusal(
            address, {"party": "absent"}
        )


def test_a_page_that_refuses_a_filter_shows_the_form_and_is_not_cached(world):
    response = Client().get("/claims/", {"claimant": "nobody", "rating": "unproven"})
    page = response.content.decode()

    assert response.status_code == 400
    assert not response.has_header("ETag")
    assert 'aria-describedby="e-claimant"' in page
    assert '<option value="unproven" selected' in page


def test_what_has_no_field_is_carried_on_by_the_form_and_can_be_taken_out(world):
    query = {"party": "upper-town", "source": "report", "language": "EN"}
    page = Client().get("/claims/", query).content.decode()
    form = page.partition('<form class="filters"')[2].partition("</form>")[0]
    chips = page.partition('<ul class="active"')[2].partition("</ul>")[0]

    for name, value in query.items():
        assert f'<input type="hidden" name="{name}" value="{value}">' in form
    assert "Upper Town" in chips
    assert "Bridge report" in chips
    assert 'href="/claims/?source=report&amp;language=EN"' in chips
