"""What the desk says of a record: by name, with a link, with the reason, and in the words that people look for."""

import re
from datetime import timedelta

import pytest
from django.contrib.messages import get_messages
from django.utils import timezone
from support.people import approve, change, make, person, publish, published, uid

from factcheck import workflow
from factcheck.admin.dashboard import waiting
from factcheck.models import Capture, Party, Recheck
from factcheck.workflow import Change

pytestmark = pytest.mark.django_db


def link_to(record, text: str = "") -> str:
    model = f"{record._meta.app_label}/{record._meta.model_name}"
    return f'<a href="/admin/{model}/{record.pk}/change/">{text or record}</a>'


def messages_of(response) -> str:
    """The messages that an answer leaves for the page that follows."""
    return " ".join(str(message) for message in get_messages(response.wsgi_request))


def panel(desk, record, name: str = "publisher") -> str:
    page = (
        desk(name)
        .get(
            f"/admin/{record._meta.app_label}/{record._meta.model_name}/{record.pk}/change/"
        )
        .content.decode()
    )
    return page[page.index('<aside id="content-related"') :]


# Messages


def test_a_decision_on_a_proposal_names_the_records_and_leads_to_them(desk, world):
    other = published("party", name="Upper Towne")
    proposal = workflow.propose_merge(
        other, world.party, person("publisher"), reason="The same town."
    )
    url = f"/admin/factcheck/proposal/{proposal.pk}/do/approve/"

    said = messages_of(desk("second_publisher").post(url, {}))

    assert f"merge “{link_to(other)}” into “{link_to(world.party)}”" in said
    assert f'href="/admin/factcheck/proposal/{proposal.pk}/change/"' in said


@pytest.mark.parametrize("act", ["refuse", "withdraw"])
def test_so_do_a_refusal_and_a_withdrawal(desk, world, act):
    proposal = workflow.propose_redact(
        workflow.current_line(world.quote),
        person("admin"),
        ground="privacy",
        reason="Asked.",
    )
    who = "second_admin" if act == "refuse" else "admin"

    said = messages_of(
        desk(who).post(
            f"/admin/factcheck/proposal/{proposal.pk}/do/{act}/",
            {"comment": "No ground."},
        )
    )

    assert f"of “{link_to(world.quote)}”" in said
    assert "““" not in said


def test_a_published_set_is_listed_by_name(desk, world):
    records = [
        approve(make("party", name=name))
        for name in ("Lower Town", "Middle Town", "Far Town")
    ]

    said = messages_of(desk("publisher").publish(*records))

    assert re.search(r"Published as lines \d+ to \d+ of the ledger", said)
    assert all(link_to(record) in said for record in records)


def test_after_a_set_one_is_back_at_the_record_that_it_was_begun_with(desk, world):
    speaker = approve(make("party", name="Lower Town"))
    quote = approve(
        make(
            "quote",
            words="Ours",
            disputes=[uid(world.dispute)],
            speaker=uid(speaker),
            source=uid(world.source),
        )
    )

    answer = desk("publisher").publish(quote, speaker)

    assert answer.url == f"/admin/factcheck/quote/{quote.pk}/change/"


def test_a_long_set_is_named_as_far_as_one_reads(desk, world):
    records = [approve(make("party", name=f"Town {number:02}")) for number in range(15)]

    said = messages_of(desk("publisher").publish(*records))

    assert "and 3 more" in said


def test_what_still_holds_is_named(desk, world):
    publish(
        change(world.source, title="Second report"),
        action="correct",
        notice="The title was wrong.",
    )
    recheck = Recheck.objects.get(kind="claim")

    said = messages_of(
        desk("editor").post(
            f"/admin/factcheck/recheck/{recheck.pk}/change/", {"comment": "It holds."}
        )
    )

    assert f"“{link_to(world.claim)}” still holds" in said


def test_an_answered_report_names_its_record(desk, world):
    report = workflow.report(
        workflow.current_line(world.entry), text="It was the 15th."
    )

    said = messages_of(
        desk("editor").post(
            f"/admin/factcheck/report/{report.pk}/change/",
            {"comment": "No.", "close": "1"},
        )
    )

    assert link_to(world.entry) in said


def test_a_cancelled_schedule_names_its_records(desk, world):
    draft = approve(make("party", name="Lower Town"))
    made = workflow.schedule(
        [Change(draft)], person("publisher"), at=timezone.now() + timedelta(hours=3)
    )

    said = messages_of(
        desk("publisher").post(f"/admin/factcheck/schedule/{made.pk}/change/", {})
    )

    assert link_to(draft) in said


def test_a_quote_has_one_pair_of_marks(desk, world):
    reporter = desk("reporter")

    answer = reporter.save(world.quote, occasion="In the market.")

    assert "“" + link_to(world.quote, "It is our bridge") + "”" in messages_of(answer)
    assert "““" not in reporter.get("/admin/factcheck/quote/?turn=all").content.decode()


# Where a record stands


@pytest.mark.parametrize(
    ("act", "word"), [("", "Live"), ("retract", "Retracted"), ("merge", "Merged")]
)
def test_what_has_no_new_version_is_called_by_what_readers_find(desk, world, act, word):
    party = published("party", name="Lower Town")
    if act == "retract":
        workflow.retract(party, person("publisher"), reason="It never was.")
    elif act == "merge":
        asked = workflow.propose_merge(
            party, world.party, person("publisher"), reason="The same town."
        )
        workflow.carry_out(asked, person("second_publisher"))
    page = (
        desk("publisher")
        .get("/admin/factcheck/party/?turn=all&q=Lower")
        .content.decode()
    )
    row = page[page.index("<tbody>") : page.index("</tbody>")]

    assert f'chip chip--{word.lower()}">{word}</span>' in row
    assert f">{word}</span>" in panel(desk, party)
    assert "Nothing to publish" not in row + panel(desk, party)


def test_a_verb_that_cannot_be_done_says_it_in_the_same_words(desk, world):
    assert "It is “Live”; this starts from “Draft”." in panel(desk, world.claim)


def test_a_retracted_record_says_when_and_why(desk, world):
    line = workflow.retract(
        world.claim, person("publisher"), reason="The deed was forged."
    )

    said = panel(desk, world.claim)

    assert "The deed was forged." in said[: said.index("What can be done")]
    assert (
        f'href="/admin/factcheck/publication/{line.pk}/change/">line {line.seq}</a>'
        in said
    )
    assert f'<time datetime="{line.published_at.isoformat()}">' in said


def test_a_merged_record_says_when_and_why(desk, world):
    other = published("party", name="Upper Towne")
    asked = workflow.propose_merge(
        other, world.party, person("publisher"), reason="The same town."
    )
    workflow.carry_out(asked, person("second_publisher"))

    assert "The same town." in panel(desk, other)


def test_a_redacted_record_says_its_ground_and_not_its_reason(desk, world):
    line = workflow.current_line(world.quote)
    asked = workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="Mirafolk asks for it."
    )
    workflow.carry_out(asked, person("second_admin"))

    said = panel(desk, world.quote)

    assert "Personal data of a private person" in said
    assert "Mirafolk" not in said


def test_live_records_that_refer_to_it_are_called_by_their_titles(desk, world):
    said = panel(desk, world.source)

    assert "claim: The bridge belongs to Upper Town." in said
    assert "claim belongs" not in said


def test_the_history_beside_the_form_names_fields_as_the_form_does(desk, world):
    change(world.claim, claim_kind="fact", claimed_on="2026-01-02")

    said = panel(desk, world.claim)

    assert "Kind, Claimed on" in said
    assert "claim_kind" not in said


def test_the_list_of_revisions_names_them_so_too(desk, world):
    change(world.claim, claim_kind="fact", claimed_on="2026-01-02")

    page = desk("editor").get("/admin/factcheck/revision/").content.decode()

    assert "Kind, Claimed on" in page
    assert "claim_kind" not in page


# Lists


@pytest.mark.parametrize(
    "kind", ["claim", "party", "proposal", "publication", "report"]
)
def test_a_list_is_titled_by_what_it_lists(desk, world, kind):
    page = desk("reader").get(f"/admin/factcheck/{kind}/").content.decode()

    assert "Select " not in page[: page.index("</h1>")]


def test_no_two_filters_have_one_name(desk, world):
    for kind in (
        "timeline/entry",
        "factcheck/claim",
        "factcheck/quote",
        "factcheck/source",
        "factcheck/party",
    ):
        page = desk("editor").get(f"/admin/{kind}/?turn=all").content.decode()
        titles = re.findall(r'data-filter-title="([^"]+)"', page)
        assert titles
        assert len(titles) == len(set(titles)), kind


def test_what_is_to_be_looked_at_again_comes_before_what_was(desk, world):
    publish(
        change(world.source, title="Second report"),
        action="correct",
        notice="The title was wrong.",
    )
    first, *_others = Recheck.objects.order_by("opened_at", "pk")
    workflow.confirm(first, person("editor"), comment="It holds.")

    states = [
        row.state
        for row in desk("editor")
        .get("/admin/factcheck/recheck/")
        .context["cl"]
        .result_list
    ]

    assert states == sorted(states, key=lambda state: state != "open")
    assert {"open"} < set(states)


def test_what_does_not_hold_is_taken_down_from_there(desk, world):
    publish(
        change(world.source, title="Second report"),
        action="correct",
        notice="The title was wrong.",
    )
    url = f"/admin/factcheck/recheck/{Recheck.objects.get(kind='claim').pk}/change/"

    assert (
        f"/admin/factcheck/claim/{world.claim.pk}/do/retract/"
        in desk("publisher").get(url).content.decode()
    )
    assert "/do/retract/" not in desk("editor").get(url).content.decode()


def test_the_copies_of_a_source_say_what_is_held(desk, world):
    Capture.objects.create(
        source=world.source,
        sha256="b" * 64,
        media_type="text/html",
        byte_count=12_345,
        text="A bridge.",
        captured_at=timezone.now(),
    )

    page = (
        desk("editor")
        .get(f"/admin/factcheck/source/{world.source.pk}/change/")
        .content.decode()
    )
    rows = page[page.index('id="captures-group"') : page.index('id="captures-empty"')]

    assert "None" not in rows
    assert "text/html, 12.1\xa0KB" in rows
    assert "b" * 12 + "…" in rows


# What waits


def drafts(count: int) -> None:
    reporter = person("reporter")
    for number in range(count):
        make("party", by=reporter, name=f"Town {number:02}", slug=f"town-{number:02}")


def block(name: str, heading: str):
    return next(
        each for each in waiting.blocks(person(name)) if each.heading == heading
    )


@pytest.mark.parametrize(
    ("count", "said", "leads_on"),
    [(19, "19", False), (20, "20", False), (21, "more than 20", True)],
)
def test_a_card_says_how_many_there_are_and_leads_to_the_rest(
    desk, world, count, said, leads_on
):
    drafts(count)

    found = block("reporter", "Your drafts")

    assert (found.count, len(found.items), bool(found.all_url)) == (
        said,
        min(count, 20),
        leads_on,
    )


def test_the_rest_is_one_list_of_every_kind(desk, world):
    drafts(25)
    make("source", by=person("reporter"), title="Toll report")
    reporter = desk("reporter")

    page = reporter.get(block("reporter", "Your drafts").all_url).content.decode()

    assert all(f"Town {number:02}" in page for number in range(25))
    assert "Toll report" in page
    assert "26, of every kind" in page


def test_what_is_scheduled_waits_for_nobody(world):
    draft = approve(make("party", name="Lower Town"))
    assert [
        item.title for item in block("publisher", "Approved, to be published").items
    ] == ["Lower Town"]

    workflow.schedule(
        [Change(draft)], person("publisher"), at=timezone.now() + timedelta(hours=3)
    )

    assert block("publisher", "Approved, to be published").items == []
    assert [item.title for item in block("publisher", "Scheduled next").items] == [
        "Lower Town"
    ]


@pytest.mark.parametrize(
    ("name", "page", "status"),
    [
        ("reporter", "review", 403),
        ("editor", "review", 200),
        ("editor", "publish", 403),
    ],
)
def test_a_list_is_for_whoever_has_the_role(desk, world, name, page, status):
    assert desk(name).get(f"/admin/waiting/{page}/").status_code == status


# Rows


def test_the_link_that_adds_a_row_says_what_it_adds(desk, world):
    page = desk("reporter").get("/admin/factcheck/claim/add/").content.decode()

    assert "Add another Verdict" not in page
    assert all(
        f"Add {part}&quot;" in page for part in ("verdict", "evidence", "related claim")
    )


def most_rows(desk, record, prefix: str) -> int:
    page = (
        desk("reporter")
        .get(f"/admin/factcheck/{record.kind}/{record.pk}/change/")
        .content.decode()
    )
    return int(re.search(rf'name="{prefix}-MAX_NUM_FORMS" value="(\d+)"', page)[1])


@pytest.mark.parametrize(("held", "most"), [(0, 30), (30, 60), (95, 100)])
def test_a_record_grows_save_by_save(desk, world, held, most):
    party = make(
        "party",
        name="Lower Town",
        roles=[{"title": f"Office {number}"} for number in range(held)],
    )

    assert most_rows(desk, party, "roles") == most


def test_more_than_thirty_rows_are_saved(desk, world):
    reporter = desk("reporter")
    party = make(
        "party",
        name="Lower Town",
        roles=[{"title": f"Office {number}"} for number in range(30)],
    )
    form = reporter.form(f"/admin/factcheck/party/{party.pk}/change/", "party_form")
    form |= {
        "roles-TOTAL_FORMS": "31",
        "roles-30-title": "Office 30",
        "roles-30-position": "30",
        "roles-30-party": party.pk,
    }

    reporter.save(party, form)

    assert Party.objects.get(pk=party.pk).roles.count() == 31


# The words of a source


def test_words_much_like_those_of_the_source_are_shown_with_what_differs(desk, world):
    text = "The mayor said that the toll was totally unacceptable to all of us. Nobody asked her why, or for how long."
    Capture.objects.create(
        source=world.source,
        sha256="c" * 64,
        media_type="text/plain",
        byte_count=9,
        text=text,
        captured_at=timezone.now(),
    )
    typed = {"exact": "completely unacceptable", "source": world.source.pk}

    page = desk("reporter").post("/admin/ask/passage/", typed).content.decode()

    assert "What comes closest there" in page
    assert "totally" in page


def test_words_of_something_else_are_not(desk, world):
    text = "The mayor said that the toll was totally unacceptable to all of us. Nobody asked her why, or for how long."
    Capture.objects.create(
        source=world.source,
        sha256="c" * 64,
        media_type="text/plain",
        byte_count=9,
        text=text,
        captured_at=timezone.now(),
    )
    typed = {"exact": "painted houses by the sea", "source": world.source.pk}

    assert (
        "What comes closest"
        not in desk("reporter").post("/admin/ask/passage/", typed).content.decode()
    )


def test_the_head_greets_by_the_name_of_the_desk(desk):
    browser = desk("second_publisher")

    page = browser.get("/admin/").content.decode()

    assert f"Welcome, <strong>{person('second_publisher').desk_name}</strong>" in page
