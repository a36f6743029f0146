"""The preflight's warnings: each is acknowledged by name, by whoever publishes, and kept with the publication."""

import pytest
from support.people import approve, change, make, person, publish, published, uid

from factcheck import workflow
from factcheck.models import Revision
from factcheck.workflow import Change


def warned(record) -> set[str]:
    return {each.name for each in workflow.warnings([Change(record)])}


def test_a_claim_on_one_secondary_source_without_a_copy(world):
    assert warned(world.claim) == {
        "no-copy",
        "one-source",
        "only-secondary",
        "not-asked",
    }


def test_sources_that_repeat_one_another_count_once(world):
    copy = published(
        "source", slug="copy", derived_from=uid(world.source), rank="primary"
    )
    evidence = [
        {"source": uid(each), "stance": "supports"} for each in (world.source, copy)
    ]
    claim = make("claim", slug="twice", **world.claim_content(evidence=evidence))

    assert "one-source" in warned(claim)
    assert "only-secondary" not in warned(claim)


def test_a_second_source_ends_the_warning(world):
    other = published("source", slug="other", title="Another report")
    evidence = [
        {"source": uid(each), "stance": "supports"} for each in (world.source, other)
    ]

    assert "one-source" not in warned(
        make("claim", slug="twice", **world.claim_content(evidence=evidence))
    )


def test_a_claimant_with_a_reply_is_not_named(world):
    replies = [{"party": uid(world.party), "asked_on": "2026-01-15"}]

    assert "not-asked" not in warned(
        make("claim", slug="asked", **world.claim_content(replies=replies))
    )


def test_a_second_hand_quote(world):
    assert "second-hand" in warned(world.quote)


@pytest.mark.parametrize(
    ("published_on", "is_older"),
    [
        ("2026-01-13", True),
        ("2026-01-14", False),
        ("2026-01", False),
        ("2025", True),
        ("", False),
    ],
)
def test_a_source_older_than_what_it_is_cited_for(world, published_on, is_older):
    source = published("source", slug="dated", title="Dated", published_on=published_on)
    entry = make(
        "entry",
        slug="dated-entry",
        **world.entry_content(citations=[{"source": uid(source)}]),
    )

    assert ("older-source" in warned(entry)) is is_older


def test_what_is_planned_may_be_older_than_its_day(world):
    source = published("source", slug="dated", title="Dated", published_on="2026-01-01")
    entry = make(
        "entry",
        slug="plan",
        **world.entry_content(citations=[{"source": uid(source)}], status="planned"),
    )

    assert "older-source" not in warned(entry)


@pytest.mark.parametrize(
    ("published_on", "is_supported"),
    [("", False), ("2026-01-14", True), ("2026-01", True), ("2026-01-16", False)],
)
def test_a_date_that_no_citation_supports(world, published_on, is_supported):
    source = published("source", slug="dated", title="Dated", published_on=published_on)
    entry = make(
        "entry",
        slug="cited",
        **world.entry_content(citations=[{"source": uid(source)}]),
    )

    assert ("unsupported-date" not in warned(entry)) is is_supported


def test_a_reference_to_what_was_retracted(world):
    workflow.retract(world.quote, person("publisher"), reason="It was forged.")

    assert "retracted-since" in warned(world.claim)


def test_nothing_is_published_over_a_warning_that_nobody_acknowledged(world):
    draft = approve(make("claim", slug="warned", **world.claim_content()))

    with pytest.raises(workflow.Unacknowledged, match="one-source"):
        workflow.publish(
            [Change(draft, acknowledged=frozenset({"no-copy"}))], person("publisher")
        )
    draft.refresh_from_db()
    assert draft.status == "approved"


def test_what_was_acknowledged_stays_with_the_publication(world):
    line = publish(make("claim", slug="warned", **world.claim_content()))[0]

    kept = Revision.objects.get(verb="publish", line=line.seq).acknowledged
    assert {each["name"] for each in kept} == {
        "no-copy",
        "one-source",
        "only-secondary",
        "not-asked",
    }
    assert "acknowledged" not in line.payload


def test_in_an_emergency_warnings_are_stored_and_block_nobody(world):
    draft = make("claim", slug="now", **world.claim_content())

    root = person("root")
    root.is_superuser = True
    root.save()

    line = workflow.publish_in_emergency([Change(draft)], root, reason="Now.")[0]

    assert Revision.objects.get(line=line.seq).acknowledged


def test_the_page_asks_for_each_and_says_which_is_missing(world, desk):
    draft = approve(make("claim", slug="warned", **world.claim_content()))
    url = f"/admin/factcheck/claim/publish/?of=claim:{draft.uid}"
    publisher = desk("publisher")

    page = publisher.get(url).content.decode()
    refused = publisher.post(
        url,
        publisher.form(url, "publish") | {f"{draft.uid}-acknowledged": "one-source"},
    )
    done = publisher.publish(draft)

    assert "It rests on secondary sources only." in page
    assert "Acknowledge this too, or mend it:" in refused.content.decode()
    assert done.status_code == 302


def test_the_history_shows_what_was_acknowledged(world, desk):
    changed = change(world.claim, text="The bridge belongs to both.")
    publish(changed, action="update")

    assert (
        "It rests on secondary sources only."
        in desk("reporter")
        .get(f"/admin/factcheck/claim/{world.claim.pk}/history/")
        .content.decode()
    )
