"""A second claim of the same sentence, a second quote of the same words: the first is named and linked."""

import pytest
from support.people import make, published, uid

from factcheck.models import Quote
from factcheck.records import drafts, registry

pytestmark = pytest.mark.django_db


def link_to(record) -> str:
    return f"/admin/factcheck/{record.kind}/{record.pk}/change/"


def new_claim(world, **changes):
    return make(
        "claim",
        **world.claim_content(text="The bridge belongs to UPPER Town", **changes),
    )


def new_quote(world, words: str, **changes):
    content = {
        "disputes": [uid(world.dispute)],
        "speaker": uid(world.party),
        "source": uid(world.source),
    }
    return make("quote", words=words, **content | changes)


def lookup(desk, kind: str, query: str = "", **typed) -> str:
    return desk("reporter").post(f"/admin/ask/{kind}/{query}", typed).content.decode()


@pytest.mark.parametrize(
    "typed",
    [
        "The bridge belongs to Upper Town.",
        "the bridge belongs to upper town",
        "The bridge — belongs to Upper Town!",
    ],
)
def test_a_claim_of_the_same_sentence_is_named_while_one_types(desk, world, typed):
    page = lookup(desk, "claim", text=typed)

    assert link_to(world.claim) in page
    assert "The bridge belongs to Upper Town." in page


@pytest.mark.parametrize(
    "typed", ["", "   ", "The bridge belongs to Lower Town.", "%", "\u200b"]
)
def test_another_sentence_finds_none(desk, world, typed):
    assert lookup(desk, "claim", text=typed).strip() == ""


def test_a_claim_is_not_its_own_double(desk, world):
    assert (
        lookup(desk, "claim", f"?but={world.claim.uid}", text=world.claim.text).strip()
        == ""
    )


def test_a_quote_of_the_same_words_is_named_with_speaker_and_source(desk, world):
    page = lookup(desk, "quote", words="“It is our bridge”")

    assert link_to(world.quote) in page
    assert "Upper Town, Bridge report" in page


@pytest.mark.parametrize("kind", ["claim", "quote", "source"])
def test_the_form_asks_while_one_types(desk, world, kind):
    for page in (f"/admin/factcheck/{kind}/add/", link_to(getattr(world, kind))):
        assert (
            f'data-asks="/admin/ask/{kind}/'
            in desk("reporter").get(page).content.decode()
        )


def test_saving_a_second_claim_says_it_and_links_the_first(desk, world):
    reporter, second = desk("reporter"), new_claim(world, slug="second")

    page = reporter.get(
        reporter.save(second, context="It is told again.").url
    ).content.decode()

    assert (
        "The same sentence is a claim already. Use that one, unless this is another:"
        in page
    )
    assert "Town.</a>." not in page
    assert f'<a href="{link_to(world.claim)}">' in page


def test_saving_a_second_quote_says_it_and_links_the_first(desk, world):
    reporter, second = desk("reporter"), new_quote(world, "it is our bridge")

    page = reporter.get(
        reporter.save(second, occasion="In the market.").url
    ).content.decode()

    assert "The same words are a quote already" in page
    assert f'<a href="{link_to(world.quote)}">' in page


def test_words_of_another_quote_are_no_double(desk, world):
    reporter, second = desk("reporter"), new_quote(world, "It was our bridge")

    page = reporter.get(
        reporter.save(second, occasion="In the market.").url
    ).content.decode()

    assert "are a quote already" not in page


# The address


def test_a_slug_that_was_published_names_and_links_the_record(desk, world):
    page = (
        desk("reporter")
        .save(new_claim(world, slug="second"), slug="belongs")
        .content.decode()
    )

    assert "was published under this slug" in page
    assert (
        f'<a href="{link_to(world.claim)}">The bridge belongs to Upper Town.</a>'
        in page
    )


def test_a_slug_of_a_draft_names_and_links_the_record(desk, world):
    first = new_claim(world, slug="first")

    page = (
        desk("reporter")
        .save(new_claim(world, slug="second"), slug="first")
        .content.decode()
    )

    assert (
        f'<a href="{link_to(first)}">The bridge belongs to UPPER Town</a>, has this slug'
        in page
    )


def test_a_title_with_signs_in_it_stays_text(desk, world):
    first = published("party", slug="signs", name="<b>50%(title)s {0}</b>")

    page = (
        desk("reporter")
        .save(make("party", name="Other"), slug="signs")
        .content.decode()
    )

    assert (
        f'<a href="{link_to(first)}">&lt;b&gt;50%(title)s {{0}}&lt;/b&gt;</a>' in page
    )


@pytest.mark.parametrize("slug", ["upper-town", "draft"])
def test_an_import_gets_the_name_without_a_link(world, slug):
    make("party", slug="draft", name="Upper Town")
    content = {"name": "Other", "party_kind": "group", "slug": slug}

    errors = drafts.Draft(registry.get("party"), content).errors()

    assert [error.path for error in errors] == ["slug"]
    assert "“Upper Town”" in errors[0].message
    assert "<a" not in errors[0].message


def test_a_record_keeps_its_own_slug(world):
    assert Quote.objects.get(pk=world.quote.pk).slug == "our-bridge"
    content = registry.get("quote").content(world.quote) | {"slug": "our-bridge"}

    assert (
        drafts.Draft(registry.get("quote"), content, instance=world.quote).errors()
        == []
    )
