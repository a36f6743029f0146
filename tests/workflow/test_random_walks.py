"""Three people do to six records whatever comes to their minds; what was promised holds after every step.

What is allowed is said once more here, in a model that knows nothing of the code.
"""

import copy
import re
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from typing import NamedTuple
from uuid import UUID

import pytest
from django.db import connection, transaction
from hypothesis import HealthCheck, settings
from hypothesis import strategies as st
from hypothesis.stateful import (
    RuleBasedStateMachine,
    initialize,
    invariant,
    precondition,
    rule,
    run_state_machine_as_test,
)
from support import row_snapshots
from support.people import World, make, person, published
from support.rounds import rounds

from factcheck import ledger, workflow
from factcheck.ledger import LedgerError, verify
from factcheck.ledger.snapshot import forget_head
from factcheck.models import (
    Claim,
    Proposal,
    Publication,
    Record,
    Revision,
    Status,
    User,
    Verdict,
)
from factcheck.records import registry
from factcheck.workflow import Change, WorkflowError

pytestmark = pytest.mark.django_db

TYPED = {"party": "description", "source": "note", "claim": "context"}
TEXT = re.compile(r"typed-\d+-ends")
EDITOR, ADMIN, BOSS, GUEST = "editor", "admin", "boss", "a guest"
PEOPLE = (EDITOR, ADMIN, BOSS)
NAMES = ("party", "other", "source", "claim", "toll", "secret")
PUBLISHERS, REDACTORS, HURRIED = (ADMIN, BOSS), (ADMIN, BOSS), (BOSS,)
CLAIMS = ("claim", "toll", "secret")
REASON = "No deed was found."
NEVER, LIVE, RETRACTED, MERGED, REDACTED = (
    "never",
    "live",
    "retracted",
    "merged",
    "redacted",
)
DOWN = (RETRACTED, MERGED)
KINDS_OF_CHANGE = ("correct", "clarify", "update", "minor")


class Row(NamedTuple):
    """A line of the ledger; a redaction changes the last field alone."""

    seq: int
    hash: str
    previous_hash: str
    published_at: datetime
    payload: str


class Standing(NamedTuple):
    """A record as the database holds it."""

    status: str
    version: int
    changed_by: int
    text: str
    approvals: list[str]


@dataclass
class Known:
    """What the model knows of a record."""

    record: Record
    standing: str
    status: str = Status.CLEAN
    version: int = 0
    text: str = ""
    authors: set[str] = field(default_factory=set)
    approvals: list[str] = field(default_factory=list)
    rests_on: tuple[str, ...] = ()
    is_sensitive: bool = False
    is_bare: bool = False  # a claim whose verdict has no reason: that is in the way of approval and publication
    is_held: bool = False
    line: int = 0
    into: str = ""
    versions: dict[int, str] = field(
        default_factory=dict
    )  # what each line published, by line; redacted ones left out


@dataclass
class ModelProposal:
    """A proposal as the model knows it."""

    pk: int
    verb: str
    name: str
    by: str
    line: int
    into: str = ""
    binds: dict[str, int] = field(default_factory=dict)
    is_open: bool = True


class Walk(RuleBasedStateMachine):
    """One walk, undone at its end."""

    ground: dict[str, Known]
    people: dict[str, User]

    @initialize()
    def begin(self):
        self.undo = transaction.savepoint()
        self.known = copy.deepcopy(self.ground)
        self.asked: list[ModelProposal] = []
        self.typed, self.saved, self.open_to_all = 0, [], {""}
        self.lines = lines()
        self.redacted: set[int] = set()
        self.pasts: dict[int, dict] = {}

    def teardown(self):
        if hasattr(self, "undo"):
            faults = list(verify())
            transaction.savepoint_rollback(self.undo)
            row_snapshots.forget()
            assert not faults

    # Steps

    names = st.sampled_from(NAMES)
    people_ = st.sampled_from(PEOPLE)
    late_ = st.sampled_from([0, 0, 0, 1])

    @rule(
        name=names,
        hands=st.lists(people_, min_size=3, max_size=5),
        action=st.sampled_from(KINDS_OF_CHANGE),
    )
    def go_on(self, name, hands, action):
        """Some of the everyday way, by one after the other, so that walks get far."""
        for who in hands:
            self.next_step(who, name, action)
            self.the_promises_hold()

    def next_step(self, who: str, name: str, action: str) -> None:
        status = self.known[name].status
        if status == Status.DRAFT:
            self.submit(who, name, 0)
        elif status == Status.IN_REVIEW:
            self.approve(who, name, 0)
        elif status == Status.APPROVED:
            self.publish(who, name, action)
        else:
            self.save(who, name, 0, again=False)

    @rule(
        who=people_,
        name=names,
        late=st.sampled_from([0, 0, 0, 1, 2]),
        again=st.booleans(),
    )
    def save(self, who, name, late, again):
        known, field_ = self.known[name], TYPED[self.known[name].record.kind]
        self.typed += 1
        text = known.text if again and known.text else f"typed-{self.typed}-ends"
        expected, before = known.version - late, known.text

        def act():
            record = self.record(name)
            with workflow.saving(record, self.people[who], expected=expected):
                setattr(record, field_, text)
                record.save()

        if self.tried(act, late == 0) and text != before:
            known.text, known.status, known.approvals = text, Status.DRAFT, []
            known.version += 1
            known.authors.add(who)
            self.saved.append((known.record.uid, who, field_, before, text))

    @rule(who=people_, name=st.sampled_from(CLAIMS))
    def take_the_reason_out_or_put_it_back(self, who, name):
        known = self.known[name]
        rationale = REASON if known.is_bare else ""

        def act():
            record = self.record(name)
            with workflow.saving(record, self.people[who], expected=known.version):
                Verdict.objects.filter(claim=record).update(rationale=rationale)

        assert self.tried(act, True)
        known.is_bare, known.status, known.approvals = (
            not known.is_bare,
            Status.DRAFT,
            [],
        )
        known.version += 1
        known.authors.add(who)
        self.saved.clear()

    @rule(who=people_, name=names, late=st.sampled_from([0, 0, 0, 1]))
    def submit(self, who, name, late):
        known = self.known[name]
        if self.move(workflow.submit, who, name, late, known.status == Status.DRAFT):
            known.status, known.approvals = Status.IN_REVIEW, []

    @rule(who=people_, name=names)
    def send_back(self, who, name):
        known = self.known[name]

        def act(record, by, **said):
            return workflow.send_back(record, by, comment="Which one?", **said)

        if self.move(act, who, name, 0, known.status == Status.IN_REVIEW):
            known.status, known.approvals = Status.DRAFT, []

    @rule(who=people_, name=names, late=st.sampled_from([0, 0, 0, 1]))
    def approve(self, who, name, late):
        known = self.known[name]
        is_second = who not in known.authors and who not in known.approvals
        allowed = known.status == Status.IN_REVIEW and is_second and not known.is_bare
        if self.move(workflow.approve, who, name, late, allowed):
            known.approvals.append(who)
            if len(known.approvals) == 1 + known.is_sensitive:
                known.status = Status.APPROVED

    @rule(
        who=people_,
        name=names,
        decision=st.sampled_from(["approve", "approve", "object"]),
        late=late_,
    )
    def a_guest_answers(self, who, name, decision, late):
        """Somebody asks a guest about the version, an author or not, and the guest answers."""
        known = self.known[name]
        may_approve = GUEST not in known.approvals and not known.is_bare
        allowed = known.status == Status.IN_REVIEW and (
            decision == "object" or may_approve
        )

        def act(record, by, *, expected):
            asked = {"name": GUEST, "role": "lawyer", "days": 1}
            _link, token = workflow.guests.invite(
                record, by, expected=expected, **asked
            )
            answer = {
                "approve": workflow.guests.approve,
                "object": workflow.guests.object_,
            }[decision]
            return answer(token, words="It is not what the deed says.")

        if self.move(act, who, name, late, allowed) and decision == "approve":
            known.approvals.append(GUEST)
            if len(known.approvals) == 1 + known.is_sensitive:
                known.status = Status.APPROVED

    @rule(who=people_, name=names, action=st.sampled_from(KINDS_OF_CHANGE))
    def publish(self, who, name, action):
        known = self.known[name]
        allowed = (
            who in PUBLISHERS
            and known.status == Status.APPROVED
            and self.may_go_out(name, action)
        )
        changes = self.change(name, action)
        if self.tried(lambda: workflow.publish(changes(), self.people[who]), allowed):
            self.went_out(name)

    @rule(who=people_, name=names, action=st.sampled_from(KINDS_OF_CHANGE))
    def publish_in_emergency(self, who, name, action):
        allowed = who in HURRIED and self.may_go_out(name, action)
        changes = self.change(name, action)
        if self.tried(
            lambda: workflow.publish_in_emergency(
                changes(), self.people[who], reason="A flood."
            ),
            allowed,
        ):
            self.went_out(name)
            self.asks("review", name, who)

    @rule(who=people_, name=names)
    def retract(self, who, name):
        allowed = who in PUBLISHERS and self.known[name].standing == LIVE
        if self.tried(
            lambda: workflow.retract(
                self.record(name), self.people[who], reason="It is wrong."
            ),
            allowed,
        ):
            self.goes(name, RETRACTED)
            self.asks("review", name, who)

    @rule(who=people_, name=names)
    def hold(self, who, name):
        known = self.known[name]
        allowed = who in PUBLISHERS and known.standing != NEVER and not known.is_held
        if self.tried(
            lambda: workflow.hold(
                self.record(name), self.people[who], reason="A lawyer wrote."
            ),
            allowed,
        ):
            known.is_held = True

    @precondition(lambda self: any(known.is_held for known in self.known.values()))
    @rule(who=people_, name=names)
    def release(self, who, name):
        known = self.known[name]
        allowed = who in PUBLISHERS and known.is_held
        if self.tried(
            lambda: workflow.release(
                self.record(name), self.people[who], reason="It was right."
            ),
            allowed,
        ):
            known.is_held = False

    @rule(who=people_, name=names)
    def propose_restore(self, who, name):
        known = self.known[name]
        is_down = known.standing in DOWN and not known.is_held
        allowed = who in PUBLISHERS and is_down and self.is_new("restore", name)
        if self.tried(
            lambda: workflow.propose_restore(
                self.record(name), self.people[who], reason="Sound."
            ),
            allowed,
        ):
            self.asks("restore", name, who)

    @rule(
        who=people_,
        one=st.sampled_from(
            [
                ("party", "other"),
                ("other", "party"),
                ("claim", "toll"),
                ("party", "claim"),
            ]
        ),
    )
    def propose_merge(self, who, one):
        name, into = one
        records = [self.known[each] for each in one]
        is_pair = records[0].record.kind == records[1].record.kind and all(
            map(self.is_read, records)
        )
        allowed = who in PUBLISHERS and is_pair and self.is_new("merge", name)

        def act():
            return workflow.propose_merge(
                self.record(name),
                self.record(into),
                self.people[who],
                reason="The same.",
            )

        if self.tried(act, allowed):
            self.asks("merge", name, who, into)

    @rule(who=people_, name=names, which=st.integers(0, 3))
    def propose_redact(self, who, name, which):
        lines = Publication.objects.filter(
            uid=self.known[name].record.uid, action__in=Publication.PUBLISHING
        ).order_by("seq")
        if not lines:
            return
        line = lines[which % len(lines)]
        allowed = who in REDACTORS and self.is_new("redact", name, line.seq)

        def act():
            return workflow.propose_redact(
                line, self.people[who], ground="privacy", reason="A private person."
            )

        if self.tried(act, allowed):
            self.asks("redact", name, who, line=line.seq)

    @precondition(lambda self: any(asked.is_open for asked in self.asked))
    @rule(
        who=people_,
        data=st.data(),
        act=st.sampled_from(["carry_out", "carry_out", "refuse", "withdraw"]),
    )
    def decide(self, who, data, act):
        asked = data.draw(st.sampled_from([*self.asked]))
        row, by = Proposal.objects.get(pk=asked.pk), self.people[who]
        acts = {
            "carry_out": lambda: workflow.carry_out(row, by),
            "refuse": lambda: workflow.refuse(row, by, comment="No."),
            "withdraw": lambda: workflow.withdraw(row, by),
        }
        rights = REDACTORS if asked.verb == "redact" else PUBLISHERS
        allowed = {
            "carry_out": who in rights and who != asked.by and self.still_fits(asked),
            "refuse": who in rights and who != asked.by and asked.verb != "review",
            "withdraw": who == asked.by and asked.verb != "review",
        }[act]
        if self.tried(acts[act], allowed and asked.is_open):
            asked.is_open = False
            if act == "carry_out":
                self.carried_out(asked)

    # The model

    def may_go_out(self, name: str, action: str) -> bool:
        """As minor only where nothing of the text is another: what is typed here is a number each time."""
        known = self.known[name]
        is_same = known.standing == LIVE and known.versions[known.line] == known.text
        return (
            self.may_stand(name)
            and not known.is_bare
            and (action != "minor" or known.standing == NEVER or is_same)
        )

    def may_stand(self, name: str) -> bool:
        """Not taken down; and what it rests on is live, unless its published version rests on that already."""
        known = self.known[name]
        lacking = [each for each in known.rests_on if not self.is_live(each)]
        return (
            known.standing not in DOWN
            and not known.is_held
            and (known.standing == LIVE or not lacking)
        )

    def is_live(self, name: str) -> bool:
        """Live itself, or merged into what is."""
        known, passed = self.known[name], {name}
        while known.standing == MERGED and known.into not in passed:
            passed.add(known.into)
            known = self.known[known.into]
        return self.is_read(known)

    @staticmethod
    def is_read(known: Known) -> bool:
        """Live itself, and not held."""
        return known.standing == LIVE and not known.is_held

    def held(self) -> list[UUID]:
        """The records of which nothing is read, at no moment."""
        return [known.record.uid for known in self.known.values() if known.is_held]

    def is_new(self, verb: str, name: str, line: int = 0) -> bool:
        at = line or self.known[name].line
        return not any(
            each.is_open and (each.verb, each.name, each.line) == (verb, name, at)
            for each in self.asked
        )

    def still_fits(self, asked: ModelProposal) -> bool:
        known = self.known[asked.name]
        if asked.verb == "restore":
            is_down = known.standing in DOWN and not known.is_held
            return is_down and known.line == asked.line and bool(known.versions)
        if asked.verb == "merge":
            both = (known, self.known[asked.into])
            is_bound = all(
                self.known[name].version == version
                for name, version in asked.binds.items()
            )
            return (
                all(map(self.is_read, both)) and is_bound and known.line == asked.line
            )
        return asked.verb == "review" or asked.line not in self.redacted

    def asks(
        self, verb: str, name: str, who: str, into: str = "", line: int = 0
    ) -> None:
        binds = {each: self.known[each].version for each in (name, into) if each}
        pk = Proposal.objects.latest("pk").pk
        self.asked.append(
            ModelProposal(
                pk, verb, name, who, line or self.known[name].line, into, binds
            )
        )

    def went_out(self, name: str) -> None:
        known = self.known[name]
        known.standing, known.status, known.line = LIVE, Status.CLEAN, last_line().seq
        known.authors, known.versions[known.line] = set(), known.text
        self.open_to_all.add(known.text)

    def goes(self, name: str, standing: str, into: str = "") -> None:
        known = self.known[name]
        known.standing, known.line, known.into = standing, last_line().seq, into

    def carried_out(self, asked: ModelProposal) -> None:
        known = self.known[asked.name]
        if asked.verb == "restore":
            text = known.versions[max(known.versions)]
            self.goes(asked.name, LIVE)
            known.versions[known.line] = text
        elif asked.verb == "merge":
            self.goes(asked.name, MERGED, asked.into)
        elif asked.verb == "redact":
            self.redacted.add(asked.line)
            text = known.versions.pop(asked.line)
            if known.line == asked.line:
                known.standing = REDACTED
            self.went_from_the_desk(asked.name, text)

    def went_from_the_desk(self, name: str, text: str) -> None:
        """What no line says any longer goes from the working record too, and whoever approved it has to look again."""
        known, record = self.known[name], standing(self.known)[name]
        is_gone = (
            bool(text) and known.text == text and text not in known.versions.values()
        )
        if record.version == known.version:
            assert known.versions
            assert not is_gone
            return
        known.version += 1
        known.text = "" if is_gone else known.text
        if known.status in (Status.IN_REVIEW, Status.APPROVED):
            known.status, known.approvals = Status.DRAFT, []

    # Trying

    def record(self, name: str) -> Record:
        known = self.known[name].record
        return type(known).objects.get(pk=known.pk)

    def change(self, name: str, action: str):
        """The set that is published, made when it is tried."""
        return lambda: workflow.acknowledging(
            [Change(self.record(name), action, "What was wrong, and what is right.")]
        )

    def move(self, verb, who: str, name: str, late: int, allowed: bool) -> bool:
        expected = self.known[name].version - late
        return self.tried(
            lambda: verb(self.record(name), self.people[who], expected=expected),
            allowed and not late,
        )

    def tried(self, act, allowed: bool) -> bool:
        """Whether the act was done, which is whether it was allowed; a refusal leaves everything as it was."""
        try:
            with transaction.atomic():
                act()
        except (WorkflowError, LedgerError) as why:
            refusal = str(why)
        else:
            refusal = ""
        assert bool(refusal) != allowed, refusal
        assert allowed or everything(standing(self.known)) == self.before
        return allowed

    # What was promised

    @invariant()
    def the_promises_hold(self):
        if not hasattr(self, "undo"):
            return
        forget_head()
        now, records = lines(), standing(self.known)
        self.nothing_unpublished_is_in_what_everybody_reads(now)
        self.what_was_published_is_never_changed(now)
        for name, record in records.items():
            self.nobody_approved_their_own_work(self.known[name], record)
            self.every_edit_is_there(self.known[name], record)
        self.the_last_edit_is_in_the_history()
        self.lines, self.before = now, everything(records)

    def nothing_unpublished_is_in_what_everybody_reads(self, now: list[Row]) -> None:
        said = {
            text for row in now[len(self.lines) :] for text in TEXT.findall(row.payload)
        }
        assert said <= self.open_to_all
        found = ledger.current().resolve(
            known.record.uid for known in self.known.values()
        )
        if not self.held():
            self.pasts.setdefault(
                now[-1].seq, {uid: line.seq for uid, line in found.items()}
            )
        for name, known in self.known.items():
            line = found.get(known.record.uid)
            assert (line is not None) == self.is_live(name)
            if self.is_read(known):
                assert TEXT.findall(line.payload) == [
                    text for text in [known.versions[known.line]] if text
                ]

    def nobody_approved_their_own_work(self, known: Known, record: Standing) -> None:
        if record.status in (Status.IN_REVIEW, Status.APPROVED):
            assert record.approvals == known.approvals
            assert not known.authors & set(record.approvals)
        if record.status == Status.APPROVED:
            assert len(set(record.approvals)) == 1 + known.is_sensitive

    def every_edit_is_there(self, known: Known, record: Standing) -> None:
        text = record.text if known.text else ""
        assert (record.status, record.version, text) == (
            known.status,
            known.version,
            known.text,
        )

    def the_last_edit_is_in_the_history(self) -> None:
        for uid, who, name, before, text in self.saved[-1:]:
            line = (
                Revision.objects.filter(uid=uid, verb="save")
                .select_related("by")
                .order_by("-number")
                .first()
            )
            assert (line.by.username, line.changed[name][1]) == (who, text)
            assert before in ("", line.changed[name][0])

    def what_was_published_is_never_changed(self, now: list[Row]) -> None:
        for before, after in zip(self.lines, now, strict=False):
            assert before == after or (
                after.seq in self.redacted and before[:-1] == after[:-1]
            )
        for previous, row in pairwise(now):
            assert row.previous_hash == previous.hash
        dark = set(
            Publication.objects.filter(uid__in=self.held()).values_list(
                "seq", flat=True
            )
        )
        seq = sorted(self.pasts)[
            self.typed % len(self.pasts)
        ]  # what an earlier head showed it still shows
        shown = ledger.as_of_seq(seq).resolve(
            known.record.uid for known in self.known.values()
        )
        expected = {
            uid: line
            for uid, line in self.pasts[seq].items()
            if line not in self.redacted | dark
        }
        assert {uid: line.seq for uid, line in shown.items()} == expected


def lines() -> list[Row]:
    """Every line of the ledger."""
    return [
        Row(*values)
        for values in Publication.objects.order_by("seq").values_list(*Row._fields)
    ]


def standing(known: dict[str, Known]) -> dict[str, Standing]:
    """The records as they stand, in one query a kind."""
    found = {}
    for kind in {each.record.kind for each in known.values()}:
        mine = {
            each.record.pk: name
            for name, each in known.items()
            if each.record.kind == kind
        }
        model = registry.get(kind).model
        approvals = [
            f"{name}__{'name' if name.endswith('_guest') else 'username'}"
            for name in model.APPROVALS
        ]
        rows = model.objects.filter(pk__in=mine).order_by()
        for pk, *facts in rows.values_list(
            "pk", "status", "lock_version", "changed_by_id", TYPED[kind], *approvals
        ):
            found[mine[pk]] = Standing(*facts[:4], [name for name in facts[4:] if name])
    return found


def last_line() -> Publication:
    return Publication.objects.order_by("-seq").first()


def everything(records: dict[str, Standing]) -> tuple:
    """What a refusal must leave as it was."""
    proposals = list(Proposal.objects.order_by("pk").values_list("pk", "state"))
    return records, last_line().seq, Revision.objects.count(), proposals


@pytest.fixture
def ground(monkeypatch):
    """Two parties, a source and a claim that are live, and two claims that are drafts; one of them is sensitive."""
    world, people = World(), {name: person(name) for name in PEOPLE}
    User.objects.filter(username=BOSS).update(is_superuser=True)
    content = world.claim_content()
    live = {
        "party": world.party,
        "other": published("party", slug="lower-town"),
        "source": world.source,
    }
    drafts = {
        "toll": make("claim", slug="toll", **content),
        "secret": make("claim", slug="secret", **content),
    }
    Claim.objects.filter(slug="secret").update(sensitive=True)
    known = {
        name: Known(record, LIVE)
        for name, record in (live | {"claim": world.claim}).items()
    }
    known |= {
        name: Known(record, NEVER, Status.DRAFT, authors={"reporter"})
        for name, record in drafts.items()
    }
    for name, record in standing(known).items():
        each = known[name]
        line = workflow.current_line(each.record)
        each.version, each.is_sensitive = record.version, name == "secret"
        each.rests_on = ("party", "source") if each.record.kind == "claim" else ()
        each.line, each.versions = (line.seq, {line.seq: ""}) if line else (0, {})
    monkeypatch.setattr(Walk, "ground", known, raising=False)
    monkeypatch.setattr(
        Walk, "people", {name: person(name) for name in people}, raising=False
    )


def walk(walks: int, steps: int, **options) -> None:
    chosen = settings(
        max_examples=walks,
        stateful_step_count=steps,
        deadline=None,
        database=None,
        suppress_health_check=list(HealthCheck),
        **options,
    )
    run_state_machine_as_test(Walk, settings=chosen)


def test_a_few_walks(ground):
    walk(25, 12, derandomize=True)


@pytest.mark.slow
@pytest.mark.nightly
@pytest.mark.parametrize("part", range(6))
def test_thousands_of_walks(ground, part):
    """Other ones each time; what fails is shown as the shortest walk that does."""
    walk(rounds(334, 5_000) if connection.vendor == "sqlite" else rounds(20, 500), 6)
