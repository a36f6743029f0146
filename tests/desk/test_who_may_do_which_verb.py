"""Every verb of the workflow, through its page, by every role: on what another wrote or asked for, and on one's own."""

from collections.abc import Callable
from typing import NamedTuple

import pytest
from django.urls import reverse
from support.guest_links import BERG, address
from support.http_matrix import sent, undone
from support.people import approve, change, make, person, publish
from support.roles import ROLES, browser_of, somebody

from factcheck import workflow
from factcheck.admin.verbs import signed_versions
from factcheck.admin.verbs.proposals import record_url
from factcheck.models import Proposal, Publication, Record, User
from factcheck.workflow import Change

pytestmark = pytest.mark.django_db


class VerbRequest(NamedTuple):
    """A record, and what is posted where to do something about it."""

    record: Record
    address: str
    data: dict


class Case(NamedTuple):
    """One row of the table below; what it leads to is the status, lines more in the ledger, and proposals more."""

    verb: str
    of: str
    who: str
    leads_to: tuple[str, int, int] | None
    prepared: Callable[[User], VerbRequest]


OWN = ("one's own", "as oneself")
# With the letters of `who_may_do_what.txt`, in the order of its columns.
CASES = [
    Case(
        "save",
        "another's draft",
        "lnRRRnnRR",
        ("draft", 0, 0),
        lambda by: saving(draft(by)),
    ),
    Case(
        "save",
        "another's, approved",
        "lnRRRnnRR",
        ("draft", 0, 0),
        lambda by: saving(approved(by)),
    ),
    Case(
        "submit",
        "another's draft",
        "lnRRRnnRR",
        ("in_review", 0, 0),
        lambda by: act("submit", draft(by)),
    ),
    Case(
        "submit",
        "one's own draft",
        "lnRRRnnRR",
        ("in_review", 0, 0),
        lambda by: act("submit", draft(by)),
    ),
    Case(
        "submit",
        "another's, in a list",
        "lpRRRnnRR",
        ("in_review", 0, 0),
        lambda by: tick("submit", draft(by)),
    ),
    Case(
        "return",
        "another's, in review",
        "lnnRRnnRR",
        ("draft", 0, 0),
        lambda by: act("return", in_review(by)),
    ),
    Case(
        "approve",
        "another's, in review",
        "lnnRRnnRR",
        ("approved", 0, 0),
        lambda by: act("approve", in_review(by)),
    ),
    Case(
        "approve",
        "one's own, in review",
        "lnnnnnnnn",
        None,
        lambda by: act("approve", in_review(by)),
    ),
    Case(
        "approve",
        "another's, in a list",
        "lprRRnnRR",
        ("approved", 0, 0),
        lambda by: tick("approve", in_review(by)),
    ),
    Case(
        "approve",
        "one's own, in a list",
        "lprrrnnrr",
        None,
        lambda by: tick("approve", in_review(by)),
    ),
    Case(
        "approve",
        "another's draft",
        "lnnccnncc",
        None,
        lambda by: act("approve", draft(by)),
    ),
    Case(
        "approve",
        "by a guest's link",
        "RRRRRRRRR",
        ("approved", 0, 0),
        lambda by: answered(in_review(by), "approve"),
    ),
    Case(
        "approve",
        "a guest objects",
        "RRRRRRRRR",
        ("in_review", 0, 0),
        lambda by: answered(in_review(by), "object"),
    ),
    Case(
        "invite",
        "another's, in review",
        "lnnPPnnPP",
        None,
        lambda by: inviting(in_review(by)),
    ),
    Case(
        "invite",
        "one's own, in review",
        "lnnPPnnPP",
        None,
        lambda by: inviting(in_review(by)),
    ),
    Case(
        "invite", "another's draft", "lnnccnncc", None, lambda by: inviting(draft(by))
    ),
    Case(
        "publish",
        "another's, approved",
        "lnnnRnnRR",
        ("clean", 1, 0),
        lambda by: publishing(approved(by)),
    ),
    Case(
        "publish",
        "one's own, approved",
        "lnnnRnnRR",
        ("clean", 1, 0),
        lambda by: publishing(approved(by)),
    ),
    Case(
        "publish",
        "another's, in review",
        "lnnncnncc",
        None,
        lambda by: publishing(in_review(by)),
    ),
    Case(
        "publish",
        "one's own, in review",
        "lnnncnncc",
        None,
        lambda by: publishing(in_review(by)),
    ),
    Case(
        "emergency",
        "one's own draft",
        "lnnnnnRnR",
        ("clean", 1, 1),
        lambda by: publishing(draft(by), "emergency"),
    ),
    Case(
        "review",
        "another's emergency",
        "lnnnRnnRR",
        ("clean", 0, -1),
        lambda by: deciding(emergency(by)),
    ),
    Case(
        "review",
        "one's own emergency",
        "lnnnnnnnn",
        None,
        lambda by: deciding(emergency(by)),
    ),
    Case(
        "retract",
        "what is live",
        "lnnnRnnRR",
        ("clean", 1, 1),
        lambda by: act("retract", live()),
    ),
    Case(
        "review",
        "another's retraction",
        "lnnnRnnRR",
        ("clean", 0, -1),
        lambda by: deciding(retracted(by)),
    ),
    Case(
        "review",
        "one's own retraction",
        "lnnnnnnnn",
        None,
        lambda by: deciding(retracted(by)),
    ),
    Case(
        "hold",
        "what is live",
        "lnnnRnnRR",
        ("clean", 1, 1),
        lambda by: act("hold", live()),
    ),
    Case(
        "hold",
        "as another did",
        "lnnnRnnRR",
        ("clean", 0, -1),
        lambda by: deciding(held(by)),
    ),
    Case("hold", "as oneself did", "lnnnnnnnn", None, lambda by: deciding(held(by))),
    Case("hold", "what is held", "lnnncnncc", None, lambda by: act("hold", held(by))),
    Case(
        "publish",
        "another's, held",
        "lnnncnncc",
        None,
        lambda by: publishing(approved_and_held(by)),
    ),
    Case(
        "release",
        "what another held",
        "lnnnRnnRR",
        ("clean", 1, -1),
        lambda by: act("release", held(by)),
    ),
    Case(
        "release", "what is live", "lnnncnncc", None, lambda by: act("release", live())
    ),
    Case(
        "restore",
        "what is retracted",
        "lnnnRnnRR",
        ("clean", 0, 1),
        lambda by: act("restore", retracted()),
    ),
    Case(
        "restore",
        "as another asked",
        "lnnnRnnRR",
        ("clean", 1, -1),
        lambda by: deciding(to_restore(by)),
    ),
    Case(
        "restore",
        "as oneself asked",
        "lnnnnnnnn",
        None,
        lambda by: deciding(to_restore(by)),
    ),
    Case(
        "merge",
        "what is live",
        "lnnnRnnRR",
        ("clean", 0, 1),
        lambda by: act("merge", live(), into=live("other").pk),
    ),
    Case(
        "merge",
        "as another asked",
        "lnnnRnnRR",
        ("clean", 1, -1),
        lambda by: deciding(to_merge(by)),
    ),
    Case(
        "merge",
        "as oneself asked",
        "lnnnnnnnn",
        None,
        lambda by: deciding(to_merge(by)),
    ),
    Case(
        "redact",
        "a past line",
        "lnnnnnnRR",
        ("clean", 0, 1),
        lambda by: redacting(live()),
    ),
    Case(
        "redact",
        "as another asked",
        "lnnnnnnRR",
        ("clean", 1, -1),
        lambda by: deciding(to_redact(by)),
    ),
    Case(
        "redact",
        "as oneself asked",
        "lnnnnnnnn",
        None,
        lambda by: deciding(to_redact(by)),
    ),
    Case(
        "answer",
        "a reader's report",
        "lnnRRnnRR",
        ("clean", 0, 0),
        lambda by: answering(live()),
    ),
]


def draft(by: User) -> Record:
    return make("party", by, slug="moved", name="Lower Town")


def in_review(by: User) -> Record:
    record = draft(by)
    workflow.submit(record, person("reporter"))
    return record


def approved(by: User) -> Record:
    return approve(draft(by), person("second_admin"))


def live(slug: str = "moved") -> Record:
    record = make("party", person("reporter"), slug=slug, name=f"Lower Town, {slug}")
    publish(record)
    return type(record).objects.get(pk=record.pk)


def emergency(by: User) -> Record:
    record = draft(by)
    workflow.publish_in_emergency([Change(record)], by, reason="A warning.")
    return record


def retracted(by: User | None = None) -> Record:
    record = live()
    workflow.retract(record, by or person("publisher"), reason="It is wrong.")
    return record


def held(by: User) -> Record:
    record = live()
    workflow.hold(record, by, reason="A lawyer wrote.")
    return record


def approved_and_held(by: User) -> Record:
    record = approve(
        change(live(), person("reporter"), name="Lower Town, anew"),
        person("second_admin"),
    )
    workflow.hold(record, by, reason="A lawyer wrote.")
    return record


def to_restore(by: User) -> Record:
    record = retracted()
    Proposal.objects.all().delete()
    workflow.propose_restore(record, by, reason="It was right.")
    return record


def to_merge(by: User) -> Record:
    record = live()
    workflow.propose_merge(record, live("other"), by, reason="One and the same.")
    return record


def to_redact(by: User) -> Record:
    record = live()
    workflow.propose_redact(
        workflow.current_line(record), by, ground="privacy", reason="They asked."
    )
    return record


def act(verb: str, record: Record, **data) -> VerbRequest:
    words = {
        "comment": "Which one?",
        "reason": "It is wrong.",
        "version": signed_versions.sign(record),
    }
    if current := workflow.current_line(record):
        words["line"] = current.seq
    return VerbRequest(record, record_url(record, "verb", verb), words | data)


def inviting(record: Record) -> VerbRequest:
    asked = act("invite", record)
    return asked._replace(data=asked.data | BERG)


def answered(record: Record, decision: str) -> VerbRequest:
    """What a guest posts by a link, in whosever browser."""
    return VerbRequest(
        record,
        address(record, "second_admin"),
        {"decision": decision, "words": "It is another town."},
    )


def tick(verb: str, record: Record) -> VerbRequest:
    """Ticked in the list of its kind."""
    shown = {signed_versions.input_name(record): signed_versions.sign(record)}
    data = shown | {"action": f"{verb}_chosen", "_selected_action": record.pk}
    return VerbRequest(record, reverse("admin:factcheck_party_changelist"), data)


def saving(record: Record) -> VerbRequest:
    form = {"name": "Upper Village", "slug": record.slug, "party_kind": "government"}
    parts = {"roles-TOTAL_FORMS": 0, "roles-INITIAL_FORMS": 0}
    return VerbRequest(
        record,
        record_url(record),
        form | parts | {"expected": signed_versions.sign(record)},
    )


def publishing(record: Record, verb: str = "publish") -> VerbRequest:
    data = {
        "of": f"party:{record.uid}",
        f"{record.uid}-version": signed_versions.sign(record),
        "reason": "A warning.",
    }
    return VerbRequest(record, reverse(f"admin:factcheck_party_{verb}"), data)


def redacting(record: Record) -> VerbRequest:
    return act(
        "redact", record, line=workflow.current_line(record).seq, ground="privacy"
    )


def deciding(record: Record) -> VerbRequest:
    proposal = Proposal.objects.get(state="open", uid=record.uid)
    address = reverse("admin:factcheck_proposal_decide", args=[proposal.pk, "approve"])
    return VerbRequest(record, address, {"comment": "Seen."})


def answering(record: Record) -> VerbRequest:
    report = workflow.report(workflow.current_line(record), text="It is another town.")
    return VerbRequest(
        record,
        reverse("admin:factcheck_report_change", args=[report.pk]),
        {"comment": "It is not."},
    )


def state(record: Record) -> tuple[str, int, int]:
    fresh = type(record).objects.get(pk=record.pk)
    lines = Publication.objects.exclude(kind="key").count()
    return fresh.status, lines, Proposal.objects.filter(state="open").count()


def unhindered(user: User) -> User:
    """The person as they prepare what they are to be tried on: roles change, and what one wrote stays one's own."""
    user.is_superuser = True
    return user


def difference(case: Case, role: str, shared: VerbRequest | None) -> str:
    """What is otherwise than the table says when somebody of the role does it; empty when nothing is."""
    letter, browser = case.who[list(ROLES).index(role)], browser_of(role)
    with undone(browser):
        asked = shared or case.prepared(unhindered(somebody(role)))
        before = state(asked.record)
        got = sent(browser, "POST", asked.address, asked.data)
        status, lines, proposals = state(asked.record)
    led_to = (status, lines - before[1], proposals - before[2])
    expected = case.leads_to if letter == "R" else (before[0], 0, 0)
    return (
        ""
        if (got, led_to) == (letter, expected)
        else f"{role}: {got} {led_to}, not {letter} {expected}\n"
    )


@pytest.mark.parametrize(
    "case", CASES, ids=[f"{case.verb} {case.of}" for case in CASES]
)
def test_who_does_it_and_what_comes_of_it(undrawn, case):
    shared = (
        None
        if case.of.startswith(OWN)
        else case.prepared(unhindered(person("another")))
    )

    assert "".join(difference(case, role, shared) for role in ROLES) == ""


def test_every_verb_of_the_workflow_is_tried():
    assert {case.verb for case in CASES} == set(workflow.VERBS)
