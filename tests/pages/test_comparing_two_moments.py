"""What a dispute's record said at one moment against another: each changed record once, its first text against its
last."""

import datetime as dt
import re

import pytest
from django.utils import timezone
from support.people import change, make, person, publish, published, uid
from support.redactions import redact

from factcheck import ledger, workflow
from factcheck.models import Publication
from factcheck.pages.diff import compare

pytestmark = pytest.mark.django_db
PAGE = "/disputes/bridge/compare/"


def now() -> str:
    """The moment of the last line."""
    return ledger.moment_text(
        Publication.objects.get(seq=ledger.current().seq).published_at
    )


def plain(html: str) -> str:
    marked = re.sub(r'<span class="visually-hidden">.*?</span>', "", html)
    marked = re.sub(
        r"<del[^>]*>(.*?)</del>",
        r"[-\1-]",
        re.sub(r"<ins[^>]*>(.*?)</ins>", r"[+\1+]", marked),
    )
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", " ", marked)).strip()


@pytest.fixture
def compared(read):
    """{group: [what it says of each record]} of a comparison."""

    def groups(start: str, end: str = "", more: str = "") -> dict[str, list[str]]:
        page = read(f"{PAGE}?from={start}&to={end}{more}")
        found = re.findall(
            r'<h2 id="g-[a-z]+">(.*?)</h2>\s*<ol class="changes">(.*?)</ol></section>',
            page,
            re.S,
        )
        return {
            name: [plain(each) for each in rows.split("</li>")[:-1]]
            for name, rows in found
        }

    return groups


def chosen(page: str, field: str) -> str:
    """What the list of a field has chosen: its first option where none is marked."""
    options = page.partition(f'<select name="{field}"')[2].partition("</select>")[0]
    marked = re.search(r"selected>([^<]*)<", options)
    return (marked or re.search(r"<option[^>]*>([^<]*)<", options))[1]


def status(page: str) -> str:
    return plain(page.partition('role="status"')[2].partition("</div>")[0]).lstrip("> ")


def test_a_record_that_changed_often_is_shown_once_first_text_against_last(
    world, read, compared
):
    start = now()
    for headline in (
        "Upper Town shuts the bridge",
        "Upper Town shut it",
        "Upper Town opens the bridge",
    ):
        publish(
            change(world.entry, headline=headline),
            action="correct",
            notice="Another word.",
        )

    groups = compared(start)

    assert list(groups) == ["Entries"]
    (row,) = groups["Entries"]
    assert row.startswith(
        "Changed 14 January 2026 Upper Town opens the bridge Another word."
    )
    assert "[-Upper Town closes the bridge-] [+Upper Town opens the bridge+]" in row
    assert "shut" not in row
    assert "In 3 steps · As it read then · As it reads after" in row
    assert "1 record changed." in status(read(f"{PAGE}?from={start}"))


def test_what_was_added_taken_down_and_restored_has_names_of_its_own(world, compared):
    workflow.retract(world.quote, person("publisher"), reason="It was misheard.")
    start = now()
    other = published(
        "claim",
        slug="toll",
        text="It is a toll bridge.",
        **world.claim_content(appearances=[]),
    )
    workflow.retract(world.entry, person("publisher"), reason="It did not happen.")
    passing = published("source", slug="passing", title="A leaflet")
    publish(
        change(
            world.claim,
            evidence=[{"source": uid(passing), "stance": "context", "note": "."}],
        ),
        action="update",
    )
    workflow.retract(passing, person("publisher"), reason="It was forged.")
    restore(world.quote)

    groups = compared(start)

    assert other.slug == "toll"
    assert groups["Entries"][0].startswith(
        "Taken down 14 January 2026 Upper Town closes the bridge It did not happen."
    )
    assert groups["Claims"][0].startswith("Changed The bridge belongs to Upper Town.")
    assert groups["Claims"][1].startswith("Added It is a toll bridge.")
    assert groups["Quotes"][0].startswith("Restored It is our bridge")
    assert groups["Sources"][0].startswith("Added and taken down in between")


def restore(record):
    proposal = workflow.propose_restore(
        record, person("publisher"), reason="It was heard again."
    )
    workflow.carry_out(proposal, person("second_publisher"))


def test_verdicts_that_changed_come_first_with_both_words(world, read, compared):
    start = now()
    publish(change(world.entry, body="Other."), action="update")
    new = published("rating", slug="true", label="True", numeric=5)
    verdict = world.verdict(rating=uid(new), rationale="A deed was found.")
    publish(
        change(world.claim, verdict=verdict),
        action="correct",
        notice="A deed was found.",
    )

    groups = compared(start)

    assert list(groups) == ["Verdicts that changed", "Entries", "Ratings"]
    assert "[-Unproven-] → [+True+]" in groups["Verdicts that changed"][0]
    assert (
        "[-No deed was found.-] [+A deed was found.+]"
        in groups["Verdicts that changed"][0]
    )
    assert "3 records changed. 1 verdict changed." in status(
        read(f"{PAGE}?from={start}")
    )


def test_entries_stand_in_order_of_their_dates(world, compared):
    start = now()
    for when in ("2026-02-01", "2025-12-01", "2026-01"):
        published(
            "entry",
            slug=f"on-{when}",
            headline=f"On {when}",
            when=when,
            **world.entry_content(),
        )

    rows = compared(start)["Entries"]

    assert [re.search(r"On (\S+)", row)[1] for row in rows] == [
        "2025-12-01",
        "2026-01",
        "2026-02-01",
    ]


def test_where_it_stands_and_positions_have_groups_of_their_own(world, compared):
    start = now()
    position = {
        "party": uid(world.party),
        "statement": "Ours.",
        "claims": [uid(world.claim)],
    }
    published("point", slug="whose", dispute=uid(world.dispute), positions=[position])
    stands = [{"heading": "contested", "text": "Whose it is.", "entry": None}]
    publish(change(world.dispute, stands=stands), action="update")

    groups = compared(start)

    assert list(groups) == ["Points at issue and positions", "Where it stands"]
    assert "[+Contested · Whose it is.+]" in groups["Where it stands"][0]


def test_what_was_changed_and_changed_back_says_so(world, compared):
    start = now()
    publish(change(world.entry, headline="Other"), action="update")
    publish(
        change(world.entry, headline="Upper Town closes the bridge"), action="update"
    )

    assert "both texts are the same" in compared(start)["Entries"][0]


def test_nothing_of_another_dispute_is_compared(world, compared):
    elsewhere = published("dispute", slug="elsewhere", title="Elsewhere")
    start = now()
    published(
        "entry",
        slug="afar",
        **world.entry_content(dispute=uid(elsewhere), claims=[], quotes=[]),
    )

    assert compared(start) == {}


def test_a_later_end_leaves_out_what_came_after_it(world, compared):
    start = now()
    publish(
        change(world.entry, headline="Upper Town shuts the bridge"), action="update"
    )
    end = now()
    publish(
        change(world.entry, headline="Upper Town opens the bridge"), action="update"
    )
    published("source", slug="later", title="Later")

    (row,) = compared(start, end)["Entries"]

    assert "[-Upper Town closes the bridge-] [+Upper Town shuts the bridge+]" in row
    assert "opens" not in row


def test_without_a_choice_it_is_the_first_publication_against_now(world, read):
    page = read(PAGE)

    assert "3 records changed." in status(page)
    assert chosen(page, "from") == "the first publication"
    assert chosen(page, "to") == "now"
    assert status(page).split(" 3 ")[0].endswith("Now")


def test_moments_in_the_wrong_order_are_exchanged_and_it_says_so(world, read):
    start = now()
    publish(change(world.entry, headline="Other"), action="update")

    page = read(f"{PAGE}?from={now()}&to={start}")

    assert "the two were exchanged" in page
    assert f'<option value="{start}" selected>' in page
    assert "1 record changed." in status(page)


def test_the_same_moment_twice_has_no_differences(world, read):
    page = read(f"{PAGE}?from={now()}&to={now()}")

    assert "Nothing changed between the two moments." in status(page)
    assert "were exchanged" not in page


def test_a_day_means_its_end_and_today_means_now(world, read):
    page = read(f"{PAGE}?from=2001-01-01&to={timezone.now().date()}")

    assert status(page).startswith("The end of 1 January 2001 → Now 7 records changed.")
    assert "Added 7" in status(page)


@pytest.mark.parametrize("name", ["from", "to"])
@pytest.mark.parametrize(
    ("written", "told"),
    [
        ("tomorrow", "Write a day such as 2026-01-15"),
        ("2026-02-30", "is not in the calendar"),
        ("+1", "in the future"),
    ],
    ids=["word", "calendar", "future"],
)
def test_a_moment_that_is_none_is_refused_with_a_remedy(
    world, client, name, written, told
):
    if written == "+1":
        written = (timezone.now() + dt.timedelta(days=1)).date().isoformat()

    response = client.get(PAGE, {name: written})

    assert response.status_code == 400
    assert told in response.content.decode()


def test_a_page_of_the_past_compares_nothing_later(world, client, read):
    then = now()
    publish(change(world.entry, headline="Other"), action="update")

    page = read(f"{PAGE}?from=2001-01-01&as_of={then}")

    assert "7 records changed." in status(page)
    assert "Other" not in page
    assert client.get(PAGE, {"to": now(), "as_of": then}).status_code == 400


def test_links_lead_to_both_readings(world, client, read):
    start = now()
    publish(
        change(world.entry, headline="Upper Town opens the bridge"), action="update"
    )
    page = read(f"{PAGE}?from={start}")
    then, after = re.search(
        r'<a href="([^"]*)">As it read then</a> · <a href="([^"]*)">As it reads after</a>',
        page,
    ).groups()

    assert "Upper Town closes the bridge" in read(then)
    assert after == "/entries/closing/"
    assert "Upper Town opens the bridge" in read(after)


def test_a_text_that_was_redacted_since_is_not_shown(world, read, compared):
    start = now()
    publish(
        change(world.entry, headline="Upper Town opens the bridge"), action="update"
    )
    redact(Publication.objects.get(kind="entry", version=1).seq, "privacy")

    page = read(f"{PAGE}?from={start}")

    assert "closes" not in page
    assert "redacted on a legal ground" in page


def test_a_draft_is_in_no_comparison(world, read):
    make("entry", slug="secret", headline="Canary", **world.entry_content())
    change(world.claim, text="Canary")

    assert "Canary" not in read(f"{PAGE}?from=2001-01-01")


def test_many_changed_records_come_in_pages(world, compared, read, monkeypatch):
    monkeypatch.setattr(compare, "SIZE", 2)
    start = now()
    for n in range(1, 6):
        published(
            "entry",
            slug=f"no-{n}",
            headline=f"No {n}",
            when=f"2026-02-0{n}",
            **world.entry_content(),
        )

    seen, path = [], f"{PAGE}?from={start}"
    while path:
        page = read(path)
        seen += re.findall(r'dir="auto">(No \d)</a>', page)
        following = re.search(r'rel="next" href="([^"]*)"', page)
        path = following and following[1].replace("&amp;", "&")

    assert seen == ["No 1", "No 2", "No 3", "No 4", "No 5"]


def test_very_many_changed_records_are_capped_and_it_says_so(world, read, monkeypatch):
    monkeypatch.setattr(compare, "MOST", 2)

    page = read(f"{PAGE}?from=2001-01-01")

    assert "More than 2 records changed; the 2 that changed last are here." in page
    assert page.count('<li class="change ') == 2


@pytest.mark.slow
def test_a_comparison_costs_the_same_for_one_record_and_for_fifty(
    world, client, django_assert_max_num_queries
):
    start, counts = now(), []
    for n in range(50):
        if n in (1, 49):
            with django_assert_max_num_queries(12) as queries:
                client.get(PAGE, {"from": start, "lang": "en"})
            counts.append(len(queries.captured_queries))
        published("entry", headline=f"No {n}", **world.entry_content())

    assert counts[0] == counts[1]


@pytest.mark.parametrize("field", ["from", "to"])
def test_a_moment_that_is_none_shows_at_its_field_and_the_form_stays(
    world, client, field
):
    asked = {"from": "2026-01-10", "to": "now"} | {field: "2026-W03"}

    response = client.get(PAGE, asked)
    page = response.content.decode()

    assert response.status_code == 400
    assert (
        f'id="e-{field}">“2026-W03” is no single day. Write one, such as its last: 2026-01-18.'
        in page
    )
    assert chosen(page, field) == {"from": "the first publication", "to": "now"}[field]
    other = "to" if field == "from" else "from"
    assert chosen(page, other) == {"from": "10 January 2026", "to": "now"}[other]
    assert "?as_of=" not in page.partition("<main")[2]


def test_now_is_a_moment_as_the_form_says(world, read):
    assert "Now" in status(read(f"{PAGE}?from=2001-01-01&to=now"))


def test_an_exact_moment_leads_to_that_of_its_state(world, client):
    start = now()
    published("dispute", slug="elsewhere")

    response = client.get(PAGE, {"from": now(), "to": "now", "after": ""})

    assert response.status_code == 302
    assert f"from={start}" in response["Location"]
    assert client.get(response["Location"]).status_code == 200
