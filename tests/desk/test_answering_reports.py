"""What readers report waits at the desk until an editor says what was found, and which line put it right."""

import pytest
from django.contrib.auth.models import Group
from django.db import IntegrityError, transaction
from django.urls import reverse
from support.people import change, person, publish

from factcheck import workflow
from factcheck.admin.dashboard import waiting
from factcheck.models import Report, Revision
from factcheck.workflow import NotAllowed, WrongState

pytestmark = pytest.mark.django_db
HOSTILE = '"><script>alert(1)</script>{{ x }}'


@pytest.fixture
def report(world):
    return workflow.report(
        workflow.current_line(world.entry),
        text="It was the 15th.",
        contact="me@example.org",
    )


def url(report) -> str:
    return reverse("admin:factcheck_report_change", args=[report.pk])


def decide(desk, report, name="editor", button="answer", **data):
    browser = desk(name)
    return browser.post(
        url(report), browser.form(url(report), "answer") | data | {button: "1"}
    )


def correct(world) -> int:
    notice = "It was closed on the 15th, not the 14th."
    return publish(
        change(world.entry, when="2026-01-15"), action="correct", notice=notice
    )[0].seq


def test_the_first_page_of_the_desk_counts_them(desk, report):
    page = desk("editor").get("/admin/").content.decode()

    assert "Reports by readers" in page
    assert url(report) in page


def test_the_panel_of_the_record_shows_what_is_open(desk, world, report):
    address = reverse("admin:timeline_entry_change", args=[world.entry.pk])
    assert url(report) in desk("editor").get(address).content.decode()

    workflow.close(report, person("editor"), comment="It was the 14th.")

    assert url(report) not in desk("editor").get(address).content.decode()


def test_the_correction_is_offered_and_linked(desk, world, report):
    seq = correct(world)

    assert desk("editor").form(url(report), "answer")["correction"] == [str(seq)]
    assert (
        decide(desk, report, comment="The register says the 15th.").status_code == 302
    )

    report.refresh_from_db()
    assert (report.state, report.correction, report.decided_by) == (
        "answered",
        seq,
        person("editor"),
    )
    assert Revision.objects.latest("pk").verb == "answer"
    assert f"Line {seq}</a>" in desk("editor").get(url(report)).content.decode()


def test_without_a_correction_the_page_says_what_to_do(desk, report):
    assert (
        "correct and publish the record first"
        in desk("editor").get(url(report)).content.decode()
    )


def test_it_is_closed_without_a_change(desk, report):
    decide(desk, report, button="close", comment="It was the 14th.")

    report.refresh_from_db()
    assert (report.state, report.correction) == ("closed", None)


@pytest.mark.parametrize("button", ["answer", "close"])
def test_what_the_reader_gave_to_be_reached_by_goes_with_the_answer(
    desk, report, button
):
    assert "me@example.org" in desk("editor").get(url(report)).content.decode()

    decide(desk, report, button=button, comment="Seen.")

    report.refresh_from_db()
    assert report.contact == ""


def test_an_answer_lists_the_matches(desk, report):
    response = decide(desk, report, comment=" ")

    assert response.status_code == 409
    assert "Say what you found" in response.content.decode()


def test_it_is_decided_once(report):
    workflow.close(report, person("editor"), comment="It was the 14th.")

    with pytest.raises(WrongState, match="decided already"):
        workflow.answer(report, person("publisher"), comment="It was the 15th.")


def test_only_a_later_line_of_the_record_puts_it_right(world, report):
    publish(change(world.party, description="An old twon."), action="update")
    later = publish(change(world.party, description="An old town."), action="minor")[0]

    for seq in (report.line, later.seq):
        with pytest.raises(WrongState, match="no later line of this record"):
            workflow.answer(report, person("editor"), comment="Done.", correction=seq)


@pytest.mark.parametrize(
    ("name", "may"),
    [("reporter", False), ("editor", True), ("publisher", True), ("admin", True)],
    ids=lambda v: str(v),
)
def test_who_answers(desk, report, name, may):
    page = desk(name).get(url(report)).content.decode()
    assert ('id="answer"' in page) == may

    assert desk(name).post(
        url(report), {"comment": "Seen.", "close": "1"}
    ).status_code == (302 if may else 403)


def test_who_may_not_is_refused_by_the_verb_too(report):
    with pytest.raises(NotAllowed):
        workflow.close(report, person("reporter"), comment="Seen.")


def test_an_import_operator_sees_none(desk, report):
    person("operator").groups.add(Group.objects.get(name="Import operator"))

    assert desk("operator").get(url(report)).status_code == 403
    assert (
        desk("operator").get(reverse("admin:factcheck_report_changelist")).status_code
        == 403
    )


def test_hostile_text_is_shown_as_text(desk, world):
    report = workflow.report(
        workflow.current_line(world.entry), text=HOSTILE, contact=HOSTILE[:200]
    )
    pages = [
        url(report),
        reverse("admin:factcheck_report_changelist"),
        reverse("admin:timeline_entry_change", args=[world.entry.pk]),
        "/admin/",
    ]

    for page in pages:
        text = desk("editor").get(page).content.decode()
        assert "<script>alert" not in text, page
        assert "&lt;script&gt;" in text, page


@pytest.mark.parametrize(
    "query",
    ["", "?state__exact=open", "?older=7", "?kind=entry"],
    ids=["all", "state", "age", "kind"],
)
def test_the_list_is_narrowed(desk, report, query):
    page = desk("editor").get(reverse("admin:factcheck_report_changelist") + query)

    assert page.status_code == 200
    assert ("It was the 15th." in page.content.decode()) == (query != "?older=7")


def test_a_list_costs_the_same_for_one_and_for_fifteen(
    desk, world, report, django_assert_max_num_queries
):
    editor = desk("editor")
    for _ in range(14):
        workflow.report(workflow.current_line(world.claim), text="Wrong.")

    with django_assert_max_num_queries(12):
        editor.get(reverse("admin:factcheck_report_changelist"))


def test_the_block_is_for_whoever_may_answer(report):
    def headings(name):
        return [block.heading for block in waiting.blocks(person(name))]

    assert "Reports by readers" in headings("editor")
    assert "Reports by readers" not in headings("reporter")


@pytest.mark.parametrize(
    "said",
    [{"state": "closed"}, {"state": "open", "correction": 99}],
    ids=["decided by nobody", "put right while open"],
)
def test_the_database_holds_it_too(report, said):
    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(**said)
