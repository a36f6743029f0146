"""A head that lies ahead is taken back to the clock by one line that two administrators decide."""

import io
import json
from datetime import UTC, datetime, timedelta

import pytest
from django.core.management import CommandError, call_command
from support.ledger_factory import append, source_line, stored, tombstone
from support.people import person
from verifier.conftest import run_program

from factcheck import ledger, workflow
from factcheck.api.publications import line_text
from factcheck.ledger import clock
from factcheck.models import Publication, Revision, SealedLeaf

pytestmark = pytest.mark.django_db

YEAR = timedelta(days=400)


@pytest.fixture
def clock_at(monkeypatch):
    """Sets the clock of this process so far from the true one, as on a new process and a database that agrees."""

    def set_to(shift: timedelta) -> None:
        clock.forget()
        monkeypatch.setattr(clock.timezone, "now", lambda: datetime.now(UTC) + shift)
        monkeypatch.setattr(clock, "_database_now", lambda: datetime.now(UTC) + shift)

    return set_to


@pytest.fixture
def ran_ahead(clock_at) -> list[Publication]:
    """One line of today, then two while the clock was a year ahead; now it is right again."""
    first = append(source_line("one"))[0]
    clock_at(YEAR)
    second = append(source_line("one", first.uid, "correct", title="Better"))[0]
    third = append(source_line("two"))[0]
    clock_at(timedelta(0))
    return [first, second, third]


def mend() -> Publication:
    return workflow.mend_clock(
        person("admin"), person("second_admin"), reason="The clock ran a year ahead."
    )


def strangers_answer(tmp_path) -> tuple[int, str]:
    rows = "".join(
        f"{line_text(line)}\n" for line in Publication.objects.order_by("seq")
    )
    (tmp_path / "lines.ndjson").write_text(rows)
    return run_program("lines.ndjson", cwd=tmp_path)


def test_nothing_is_published_until_the_clock_is_mended(ran_ahead):
    with pytest.raises(ledger.ClockRefused, match="mend_clock"):
        append(source_line("three"))

    mend()
    assert append(source_line("three"))[0].published_at < datetime.now(UTC) + timedelta(
        minutes=1
    )


def test_no_reader_sees_a_moment_that_was_not(ran_ahead):
    made = mend()
    soon = datetime.now(UTC) + timedelta(minutes=1)

    told = ("published_at", "first_published_at", "superseded_at")
    moments = [
        moment
        for row in Publication.objects.values_list(*told)
        for moment in row
        if moment
    ]
    assert max(moments) < soon
    assert stored(ran_ahead[1].seq).published_at == made.published_at
    assert stored(ran_ahead[1].seq).stamped_at == ran_ahead[1].published_at
    assert (
        ledger.payload_of(ledger.as_of(soon).find("source", "one"))["title"] == "Better"
    )
    before = ledger.as_of(made.published_at - timedelta(microseconds=1))
    assert ledger.payload_of(before.find("source", "one"))["title"] == "one"


def test_both_verifiers_agree_at_every_step(ran_ahead, tmp_path):
    assert list(ledger.verify()) == []
    assert strangers_answer(tmp_path)[0] == 0

    made = mend()
    append(source_line("three"))
    append(tombstone(stored(ran_ahead[2].seq)))

    assert list(ledger.verify()) == []
    code, said = strangers_answer(tmp_path)
    assert code == 0
    assert said.startswith(f"line {made.seq}: the clock ran ahead until ")


def test_the_line_says_from_when_to_when_and_why_and_seals_who(ran_ahead):
    made = mend()

    told = ledger.payload_of(made)
    assert (made.kind, made.action) == ("clock", "clock")
    assert set(told) == {"from", "to", "reason"}
    assert told["from"] == ledger.moment_text(ran_ahead[2].recorded_at)
    assert told["to"] == ledger.moment_text(made.recorded_at)
    assert [leaf.value for leaf in SealedLeaf.objects.filter(seq=made.seq)] == [
        "Admin",
        "Second Admin",
    ]
    assert "Admin" not in line_text(made)


def strike_name(name: str, second: str = "second_admin") -> Publication:
    found = list(ledger.find_phrase(name))
    asked = workflow.propose_strike(
        found,
        person("admin"),
        phrase=name,
        ground="privacy",
        reason="It names somebody.",
    )
    return workflow.carry_out(asked, person(second))


def test_a_name_in_its_reason_is_struck_like_any_other(ran_ahead, tmp_path, client):
    made = workflow.mend_clock(
        person("admin"),
        person("second_admin"),
        reason="Jens Hansen set it a year ahead.",
    )

    strike_name("Jens Hansen")

    told = ledger.payload_of(stored(made.seq))
    assert told["reason"] == "[removed: privacy] set it a year ahead."
    assert set(told) == {"from", "to", "reason"}
    assert list(ledger.find_phrase("Jens Hansen")) == []
    assert "Hansen" not in client.get("/ledger/").content.decode()
    assert list(ledger.verify()) == []
    assert strangers_answer(tmp_path)[0] == 0
    assert [leaf.value for leaf in SealedLeaf.objects.filter(seq=made.seq)] == [
        "Admin",
        "Second Admin",
    ]


def test_what_is_struck_of_its_reason_is_a_line_of_its_own_history(ran_ahead):
    made = workflow.mend_clock(
        person("admin"),
        person("second_admin"),
        reason="Jens Hansen set it a year ahead.",
    )

    struck = strike_name("Jens Hansen")

    verbs = (
        Revision.objects.filter(kind="clock", uid=made.uid)
        .order_by("number")
        .values_list("verb", "line")
    )
    assert list(verbs) == [("propose", None), ("redact", struck.seq)]
    assert ledger.payload_of(struck)["of"] == [
        {"seq": made.seq, "kind": "clock", "disputes": []}
    ]
    assert list(workflow.faults_of_histories()) == []


def test_the_whole_of_a_line_that_mends_the_clock_is_not_struck(ran_ahead):
    made = mend()

    proposal = workflow.propose_redact(
        made, person("admin"), ground="privacy", reason="It must go."
    )
    with pytest.raises(ledger.LedgerError, match="nothing that could be redacted"):
        workflow.carry_out(proposal, person("second_admin"))


def test_no_step_back_is_taken_that_no_line_permits(ran_ahead, tmp_path):
    mend()
    rows = [json.loads(line_text(line)) for line in Publication.objects.order_by("seq")]
    rows[-1]["payload"]["from"] = rows[-1]["payload"]["to"]
    (tmp_path / "forged").write_text(
        "".join(f"{json.dumps(row, ensure_ascii=False)}\n" for row in rows)
    )

    code, said = run_program("forged", cwd=tmp_path)

    assert code == 1
    assert "line 5 goes back in time" in said


def test_a_clock_that_stands_right_is_not_mended():
    append(source_line("one"))

    with pytest.raises(ledger.ClockRefused, match="nothing to mend"):
        mend()


@pytest.mark.parametrize(
    "second", ["admin", "publisher"], ids=["oneself", "no administrator"]
)
def test_two_administrators_decide(ran_ahead, second):
    with pytest.raises(workflow.NotAllowed):
        workflow.mend_clock(person("admin"), person(second), reason="It ran ahead.")
    assert ledger.current().seq == ran_ahead[-1].seq


def test_the_command_names_both_and_says_what_it_did(ran_ahead):
    person("admin"), person("second_admin")
    out = io.StringIO()
    with pytest.raises(CommandError, match="no person"):
        call_command(
            "mend_clock",
            "--as",
            "admin",
            "--approved-by",
            "nobody",
            "--reason",
            "It ran ahead.",
        )

    call_command(
        "mend_clock",
        "--as",
        "admin",
        "--approved-by",
        "second_admin",
        "--reason",
        "It ran ahead.",
        stdout=out,
    )

    assert out.getvalue().startswith("line 5: from ")


def test_a_moment_of_before_that_was_changed_is_detected(ran_ahead):
    mend()
    ledger.lift_guards()
    Publication.objects.filter(seq=ran_ahead[1].seq).update(
        stamped_at=None, published_at=ran_ahead[1].published_at
    )

    assert [difference.seq for difference in ledger.verify()][:1] == [ran_ahead[0].seq]
