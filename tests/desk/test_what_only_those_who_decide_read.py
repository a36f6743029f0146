"""How a reader is reached, what was found, and why a redaction is asked for: for those alone who decide on it."""

from io import StringIO

import pytest
from django.core.management import CommandError, call_command
from django.db import IntegrityError, transaction
from django.urls import reverse
from support.people import person, published

from factcheck import workflow
from factcheck.models import Proposal, Report, Revision
from factcheck.workflow import NotAllowed, WrongState

pytestmark = pytest.mark.django_db

CONTACT, FOUND = "mirafolk@post.example", "Quornlike finding"
REASONS = {
    "open": "Brindleworth asks",
    "refused": "Castlemoor asks",
    "withdrawn": "Dunmarsh asks",
    "done": "Elvhope asks",
}
REFUSAL = "Fennel says no"
SECRETS = [CONTACT, FOUND, REFUSAL, *REASONS.values()]
DECIDE_NEITHER = ("reader", "reporter")
LISTS = ("report", "proposal", "revision")


@pytest.fixture
def written(world):
    """A report that waits, one that was answered, and a proposal to redact in every state."""
    line = workflow.current_line(world.entry)
    workflow.report(line, text="It was the 15th.", contact=CONTACT)
    answered = workflow.report(line, text="It was the 16th.")
    workflow.answer(answered, person("editor"), comment=FOUND)
    asked = {}
    lines = {
        "refused": world.party,
        "withdrawn": world.source,
        "open": world.claim,
        "done": world.quote,
    }
    for state, record in lines.items():
        reason = REASONS[state]
        line = workflow.current_line(record)
        asked[state] = workflow.propose_redact(
            line, person("admin"), ground="privacy", reason=reason
        )
    workflow.refuse(asked["refused"], person("second_admin"), comment=REFUSAL)
    workflow.withdraw(asked["withdrawn"], person("admin"))
    workflow.carry_out(asked["done"], person("second_admin"))
    return lines | {"entry": world.entry}


def pages(written) -> list[str]:
    """Every page that shows a report, a proposal, or what was done to a record."""
    found = ["/admin/"]
    for name in LISTS:
        found.append(reverse(f"admin:factcheck_{name}_changelist"))
    for model in (Report, Proposal, Revision):
        keys = model.objects.values_list("pk", flat=True)
        found += [
            reverse(f"admin:factcheck_{model._meta.model_name}_change", args=[key])
            for key in keys
        ]
    for record in written.values():
        name = f"admin:{record._meta.app_label}_{record._meta.model_name}"
        found += [
            reverse(f"{name}_change", args=[record.pk]),
            reverse(f"{name}_history", args=[record.pk]),
        ]
    return found


@pytest.mark.parametrize("name", DECIDE_NEITHER)
def test_who_decides_neither_reads_none_of_it_anywhere(desk, written, name):
    browser = desk(name)

    for page in pages(written):
        answer = browser.get(page)
        text = answer.content.decode()
        assert answer.status_code == 200, page
        assert [secret for secret in SECRETS if secret in text] == [], page


@pytest.mark.parametrize(
    ("name", "reads"),
    [
        ("editor", {CONTACT, FOUND}),
        ("publisher", {CONTACT, FOUND}),
        ("admin", set(SECRETS)),
    ],
)
def test_who_decides_reads_what_it_takes(desk, written, name, reads):
    browser = desk(name)
    texts = [browser.get(page).content.decode() for page in pages(written)]

    assert {
        secret for secret in SECRETS if any(secret in text for text in texts)
    } == reads


@pytest.mark.parametrize(
    "word", ["Quornlike", "Fennel", "Brindleworth", "Castlemoor", "Dunmarsh", "Elvhope"]
)
@pytest.mark.parametrize("name", LISTS)
def test_nor_does_it_match_a_search_for_its_words(desk, written, name, word):
    address = reverse(f"admin:factcheck_{name}_changelist") + f"?q={word}"

    assert desk("reporter").get(address).context["cl"].result_count == 0


def test_a_search_by_number_still_finds_the_row(desk, written):
    address = (
        reverse("admin:factcheck_proposal_changelist") + f"?q={written['open'].uid}"
    )

    assert desk("reporter").get(address).context["cl"].result_count == 1


@pytest.mark.parametrize(
    ("name", "word"), [("proposal", "Brindleworth"), ("revision", "Castlemoor")]
)
def test_an_administrator_finds_it(desk, written, name, word):
    address = reverse(f"admin:factcheck_{name}_changelist") + f"?q={word}"

    assert desk("admin").get(address).context["cl"].result_count >= 1


def test_what_others_propose_is_read_by_everybody(desk, world):
    proposal = workflow.propose_merge(
        world.party,
        published("party", name="Upper Towne"),
        person("publisher"),
        reason="The same town.",
    )

    page = (
        desk("reporter")
        .get(reverse("admin:factcheck_proposal_change", args=[proposal.pk]))
        .content.decode()
    )

    assert "The same town." in page


# Erasing


@pytest.fixture
def report(world):
    return workflow.report(
        workflow.current_line(world.entry), text="It was the 15th.", contact=CONTACT
    )


def url(report) -> str:
    return reverse("admin:factcheck_report_change", args=[report.pk])


def test_a_button_erases_how_the_reader_is_reached_and_the_report_stays(desk, report):
    page = desk("editor").post(url(report), {"erase": "1"})

    report.refresh_from_db()
    assert page.status_code == 302
    assert (report.contact, report.text, report.state) == (
        "",
        "It was the 15th.",
        "open",
    )
    assert (
        "Erased on request by Editor"
        in desk("editor").get(url(report)).content.decode()
    )


def test_the_history_says_that_it_was_erased_and_not_what(desk, report):
    workflow.erase_contact(report, person("editor"))

    line = Revision.objects.latest("pk")
    assert (line.verb, line.by, line.uid) == ("erase", person("editor"), report.uid)
    assert CONTACT not in str(Revision.objects.filter(uid=report.uid).values())


def test_it_is_erased_once(desk, report):
    workflow.erase_contact(report, person("editor"))

    with pytest.raises(WrongState, match="nothing to erase"):
        workflow.erase_contact(report, person("editor"))
    assert desk("editor").post(url(report), {"erase": "1"}).status_code == 302


def test_a_reporter_does_not_erase_it(desk, report):
    with pytest.raises(NotAllowed):
        workflow.erase_contact(report, person("reporter"))

    assert desk("reporter").post(url(report), {"erase": "1"}).status_code == 403
    report.refresh_from_db()
    assert report.contact == CONTACT


def test_a_report_is_answered_all_the_same(report):
    workflow.erase_contact(report, person("editor"))

    workflow.close(report, person("editor"), comment="It was the 14th.")

    report.refresh_from_db()
    assert report.state == "closed"


def test_the_database_holds_that_somebody_erased_it(report):
    workflow.erase_contact(report, person("editor"))

    with pytest.raises(IntegrityError), transaction.atomic():
        Report.objects.filter(pk=report.pk).update(contact=CONTACT)


def erase(*words: str) -> str:
    out = StringIO()
    call_command("erase_contact", *words, stdout=out)
    return out.getvalue()


def test_a_command_erases_it_from_every_report(world, report):
    person("editor")
    line = workflow.current_line(world.claim)
    told = workflow.report(
        line, text=f"Write to {CONTACT}.", contact=f"Mira, {CONTACT.upper()}"
    )
    other = workflow.report(line, text="Wrong.", contact="someone.else@post.example")

    said = erase(CONTACT, "--as", "editor")

    assert set(Report.objects.exclude(contact="").values_list("pk", flat=True)) == {
        other.pk
    }
    assert f"Report {report.pk}: erased." in said
    assert f"Report {told.pk} holds it in its text" in said


def test_trying_the_command_out_erases_nothing(report):
    person("editor")

    assert "would be erased" in erase(CONTACT, "--as", "editor", "--dry-run")

    report.refresh_from_db()
    assert report.contact == CONTACT


@pytest.mark.parametrize(
    ("words", "refusal"),
    [
        (("post", "--as", "editor"), "at least 5 letters"),
        ((CONTACT, "--as", "nobody"), "nobody with the login"),
        ((CONTACT, "--as", "reporter"), "may not"),
    ],
    ids=["too short", "nobody", "not allowed"],
)
def test_the_command_says_what_is_wrong(report, words, refusal):
    person("editor"), person("reporter")

    with pytest.raises(CommandError, match=refusal):
        erase(*words)


def test_the_command_says_when_nothing_is_held(report):
    person("editor")

    assert "No report holds it" in erase("nobody@post.example", "--as", "editor")
