"""A suggestion is edited before it is accepted, or merged into a record that is known."""

import pytest
from support import suggestion_factory
from support.people import change, make, uid
from support.review_screen import review, state

from factcheck.models import Claim, Party, Quote, Suggestion

pytestmark = pytest.mark.django_db


@pytest.fixture
def job(world):
    return suggestion_factory.job(dispute=world.dispute)


def edit(browser, row, **typed):
    url = review(row, f"{row.pk}/edit/")
    return browser.post(url, browser.form(url, "edit") | typed)


def merge(browser, row, record, **typed):
    url = review(row, f"{row.pk}/merge/")
    return browser.post(url, browser.form(f"{url}?into={record.pk}", "merge") | typed)


def test_the_suggestion_is_filled_in(desk, job):
    _, _, quote = suggestion_factory.article(job)

    form = desk("reporter").form(review(quote, f"{quote.pk}/edit/"), "edit")

    assert form["words"] == ["It is our bridge"]
    assert form["speaker"] == [quote.fields["speaker"]]


def test_what_was_typed_becomes_the_draft(desk, job):
    claim = suggestion_factory.claim(job)

    response = edit(desk("reporter"), claim, text="The deed of 1951 settles nothing.")

    assert response.status_code == 302
    assert Claim.objects.get(text="The deed of 1951 settles nothing.").status == "draft"
    assert state(claim) == "accepted"


def test_an_edited_quote_brings_speaker_and_source_along(desk, job):
    _, speaker, quote = suggestion_factory.article(job)

    edit(
        desk("reporter"), quote, words="It is our bridge,", occasion="At the fish hall"
    )

    made = Quote.objects.get(occasion="At the fish hall")
    assert (made.speaker.name, state(speaker)) == ("Ada Lund", "accepted")


def test_another_speaker_is_chosen_by_its_key(desk, world, job):
    _, speaker, quote = suggestion_factory.article(job)

    edit(desk("reporter"), quote, speaker=str(world.party.pk))

    assert (
        Quote.objects.get(words="It is our bridge", status="draft").speaker
        == world.party
    )
    assert state(speaker) == "pending"


def test_errors_stand_beside_their_fields_and_nothing_typed_is_lost(desk, job):
    claim = suggestion_factory.claim(job)

    response = edit(
        desk("reporter"), claim, claimed_on="2026-02-30", context="Typed by hand."
    )

    html = response.content.decode()
    assert response.status_code == 409
    assert "Typed by hand." in html
    assert 'id="id_claimed_on_error"' in html
    assert state(claim) == "pending"


def test_an_error_in_a_part_stands_beside_the_field_of_that_part(desk, job):
    party = suggestion_factory.party(job)
    roles = [{"title": "Mayor"}, {"title": "Baker", "held_from": "2026-02-30"}]
    Suggestion.objects.filter(pk=party.pk).update(
        fields=party.fields | {"roles": roles}
    )

    html = edit(desk("reporter"), party).content.decode()

    assert 'id="id_roles-1-held_from_error"' in html
    assert html.count("_error") == 1


def test_a_part_is_edited_added_and_left_out(desk, world, job):
    roles = [{"title": "Mayor", "held_from": "2020"}, {"title": "Baker"}]
    party = suggestion_factory.party(job)
    Suggestion.objects.filter(pk=party.pk).update(
        fields=party.fields | {"roles": roles}
    )

    edit(
        desk("reporter"),
        party,
        **{
            "roles-0-title": "Mayor of Upper Town",
            "roles-1-_out": "on",
            "roles-2-title": "Poet",
        },
    )

    assert [role.title for role in Party.objects.get(name="Ada Lund").roles.all()] == [
        "Mayor of Upper Town",
        "Poet",
    ]


def test_somebody_quicker_costs_nothing_of_what_was_typed(desk, job):
    claim = suggestion_factory.claim(job)
    browser = desk("reporter")
    form = browser.form(review(claim, f"{claim.pk}/edit/"), "edit")
    edit(desk("editor"), claim)

    response = browser.post(
        review(claim, f"{claim.pk}/edit/"), form | {"context": "Typed by hand."}
    )

    assert response.status_code == 409
    assert "already accepted by Editor" in response.content.decode()
    assert "Typed by hand." in response.content.decode()


def test_the_best_match_is_chosen_already(desk, world, job):
    row = suggestion_factory.party(
        job,
        "Upper  Town",
        match_kind="party",
        match_uid=world.party.uid,
        match_relation="same",
    )

    form = desk("reporter").form(review(row, f"{row.pk}/merge/"), "merge")

    assert form["into"] == [str(world.party.pk)]
    assert form["take-name"] == ["ours"]


def test_merging_keeps_ours_and_fills_what_is_empty(desk, world, job):
    row = suggestion_factory.suggest(
        job,
        "party",
        {"name": "The Upper Town", "party_kind": "government", "description": "Old."},
    )

    merge(desk("reporter"), row, world.party)

    world.party.refresh_from_db()
    assert (world.party.name, world.party.description) == ("Upper Town", "Old.")
    assert state(row) == "merged"


def test_theirs_is_taken_and_words_are_written_anew(desk, world, job):
    row = suggestion_factory.suggest(
        job,
        "party",
        {"name": "The Upper Town", "party_kind": "government", "description": "Old."},
    )
    typed = {
        "take-name": "theirs",
        "take-description": "text",
        "text-description": "A town on a hill.",
    }

    merge(desk("reporter"), row, world.party, **typed)

    world.party.refresh_from_db()
    assert (world.party.name, world.party.description) == (
        "The Upper Town",
        "A town on a hill.",
    )


def test_a_record_is_chosen_by_its_address_without_a_script(desk, world, job):
    row = suggestion_factory.party(job)

    html = (
        desk("reporter")
        .get(review(row, f"{row.pk}/merge/?slug=upper-town"))
        .content.decode()
    )

    assert f'name="into" value="{world.party.pk}"' in html


def test_a_record_that_was_changed_meanwhile_is_compared_again(desk, world, job):
    row, browser = suggestion_factory.party(job), desk("reporter")
    url = review(row, f"{row.pk}/merge/")
    form = browser.form(f"{url}?into={world.party.pk}", "merge")
    change(world.party, description="Anew.")

    response = browser.post(url, form)

    assert response.status_code == 409
    assert "compare the two again" in response.content.decode()
    assert state(row) == "pending"


def test_what_is_added_has_a_name(desk, world, job):
    appearances = [
        {"party": uid(world.party), "role": "repeats", "source": uid(world.source)}
    ]
    row = suggestion_factory.claim(job, appearances=appearances)
    record = make(
        "claim", disputes=[uid(world.dispute)], text="The deed of 1951 settles it."
    )

    html = (
        desk("reporter")
        .get(review(row, f"{row.pk}/merge/?into={record.pk}"))
        .content.decode()
    )

    assert "appearances (1)" in html
