"""Characters that nobody sees, or that turn what follows around, are refused or shown; what a script needs stays."""

import pytest
from support.people import change, make, person, publish, uid

from factcheck import workflow
from factcheck.models import Claim
from factcheck.records import drafts, registry
from factcheck.text import invisible
from factcheck.workflow import WrongState

pytestmark = pytest.mark.django_db

TURNED = [
    ("\u202e", "U+202E RIGHT-TO-LEFT OVERRIDE"),
    ("\u202d", "U+202D LEFT-TO-RIGHT OVERRIDE"),
]
HIDDEN = [
    ("\u2066", "U+2066 LEFT-TO-RIGHT ISOLATE"),
    ("\u202b", "U+202B RIGHT-TO-LEFT EMBEDDING"),
    ("\x07", "U+0007 CONTROL CHARACTER"),
    ("\x85", "U+0085 CONTROL CHARACTER"),
    ("\U000e0041", "U+E0041 TAG LATIN CAPITAL LETTER A"),
    ("\u3164", "U+3164 HANGUL FILLER"),
    ("\u2061", "U+2061 FUNCTION APPLICATION"),
]
NEEDED = [
    "می‌خواهم پل را ببینم",  # Persian, with a joiner between two letters
    "עברית \u200fתמיד",
    "العربية\u061c ١٢",
    "The mayor sent a 👩‍🚒 and a ❤️.",
    "The flag of England 🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f flew.",
    "ไทย\u200bไทย",
    "Two\u00a0words and 5\u202fkm",
]


def refusals(kind: str, **content) -> dict[str, str]:
    """What the forms of a kind say against content, by its path."""
    return {
        error.path: error.message
        for error in drafts.Draft(registry.get(kind), content).errors()
    }


def refusals_of_title(title: str) -> dict[str, str]:
    return refusals(
        "dispute", title=title, summary="Two towns disagree.", language="en"
    )


@pytest.mark.parametrize(
    ("letter", "name"), TURNED + HIDDEN, ids=lambda value: ascii(value)
)
def test_it_is_refused_with_its_name_and_place(letter, name):
    said = refusals_of_title(f"The bridge {letter}stands")

    assert list(said) == ["title"]
    assert name in said["title"]
    assert "after “The bridge”" in said["title"]


def test_the_form_says_it_at_the_field(desk, world):
    page = desk("reporter").save(world.claim, text="A \u202edrawkcab claim.")

    assert page.context["errors"]
    assert "U+202E RIGHT-TO-LEFT OVERRIDE" in str(
        page.context["adminform"].form.errors["text"]
    )
    assert Claim.objects.get(pk=world.claim.pk).text == world.claim.text


@pytest.mark.parametrize("text", NEEDED)
def test_what_a_script_or_an_emoji_needs_stays(text):
    assert make("dispute", title=text).title == text


@pytest.mark.parametrize(
    "blank",
    ["\u200b\u200b", "\u200d", "\u00a0", "\u200e\u200f", "\u2800", "\ufe0f", "\u00ad"],
)
def test_a_claim_of_which_nothing_can_be_seen_is_none(desk, world, blank):
    assert "title" in refusals_of_title(blank)
    assert (
        "text"
        in desk("reporter")
        .save(world.claim, text=blank)
        .context["adminform"]
        .form.errors
    )


@pytest.mark.parametrize("idle", ["\u00ad", "\u200b", "\u2060", "\ufeff", "\u200d"])
def test_what_does_nothing_in_a_text_of_ours_is_left_out_of_it(idle):
    assert (
        make("dispute", title=f"The brid{idle}ge stands").title == "The bridge stands"
    )


def test_a_list_of_names_is_read_name_by_name():
    party = make("party", aliases=["Upper\u00ad Town", "\u200b"])

    assert party.aliases == ["Upper Town"]


@pytest.mark.parametrize(
    ("part", "row"), [("verdict", "rationale"), ("evidence", "note")]
)
def test_parts_are_read_too(world, part, row):
    content = world.claim_content()
    (content[part] if part == "verdict" else content[part][0])[row] = "No \u202edeed."

    said = refusals("claim", **content)

    assert any(
        path.startswith(part) and "U+202E" in message for path, message in said.items()
    )


# Exact words


def quote_of(world, words: str):
    return make(
        "quote",
        words=words,
        disputes=[uid(world.dispute)],
        speaker=uid(world.party),
        source=uid(world.source),
    )


@pytest.mark.parametrize(
    "held", ["\u00ad", "\u00a0", "\u200b", "\u2060", "\u2066", "\u200d"]
)
def test_exact_words_keep_what_their_source_holds(world, held):
    words = f"It is our brid{held}ge"

    assert quote_of(world, words).words == words


def test_and_the_form_shows_it(desk, world):
    quote = quote_of(world, "It is our brid\u00adge")

    page = (
        desk("reporter")
        .get(f"/admin/factcheck/quote/{quote.pk}/change/")
        .content.decode()
    )

    assert "U+00AD SOFT HYPHEN after “It is our brid”" in page


def test_words_that_hold_nothing_of_the_sort_say_nothing(desk, world):
    page = (
        desk("reporter")
        .get(f"/admin/factcheck/quote/{world.quote.pk}/change/")
        .content.decode()
    )

    assert "what nobody sees" not in page


@pytest.mark.parametrize(
    ("letter", "name"), [*TURNED, HIDDEN[4]], ids=lambda value: ascii(value)
)
def test_exact_words_are_not_shown_turned_or_with_a_text_hidden_in_them(
    world, letter, name
):
    kind = registry.get("quote")
    content = kind.content(world.quote) | {"words": f"It is {letter}our bridge"}

    errors = drafts.Draft(kind, content).errors()

    assert [error.path for error in errors] == ["words"]
    assert name in errors[0].message


# What people write with an act


@pytest.mark.parametrize(
    ("reason", "said"),
    [("\u200b", "Say why"), ("It \u202ewas", "U+202E"), ("\u2800", "Say why")],
)
def test_a_reason_that_readers_see_is_read_alike(world, reason, said):
    with pytest.raises(WrongState, match=said.replace("+", r"\+")):
        workflow.retract(world.quote, person("publisher"), reason=reason)


@pytest.mark.parametrize("notice", ["\u200b", "It \u202ewas the 15th."])
def test_a_public_notice_is_read_alike(world, notice):
    with pytest.raises(WrongState):
        publish(change(world.claim, context="More."), action="correct", notice=notice)


def test_a_report_of_which_nothing_can_be_seen_is_none(client, world):
    page = client.post(f"/report/?record={world.claim.uid}", {"text": "\u200b\u2800"})

    assert page.status_code == 400


@pytest.mark.parametrize("text", ["", "plain", "Größe", *NEEDED])
def test_tidying_twice_changes_nothing_more(text):
    assert invisible.tidied(invisible.tidied(text)) == invisible.tidied(text)
