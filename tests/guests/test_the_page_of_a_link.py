"""The page behind a guest's link: what is read there, what is answered, and that a closed link tells nothing."""

from datetime import timedelta

import pytest
from django.core.cache import cache
from django.http import HttpResponse
from django.test import Client
from django.utils import timezone
from support.guest_links import address, in_review, invite
from support.people import change, make, person, publish, uid

from factcheck import workflow
from factcheck.models import GuestLink, Proposal, Publication, Revision, Status
from factcheck.workflow import guests

pytestmark = pytest.mark.django_db

ANSWERS = {
    "approve": {"decision": "approve"},
    "object": {"decision": "object", "words": "The deed says otherwise."},
    "comment": {"decision": "comment", "words": "Name the deed."},
}


def get(path: str) -> HttpResponse:
    return Client().get(path)


def post(path: str, **answer) -> HttpResponse:
    return Client().post(path, answer)


def fresh(record):
    return type(record).objects.get(pk=record.pk)


def test_a_guest_reads_a_draft_with_its_evidence(world):
    source = make(
        "source",
        slug="deed",
        title="The deed of 1951",
        url="https://archive.example/deed",
    )
    evidence = {
        "source": uid(source),
        "stance": "refutes",
        "note": "It names the lower town.",
    }
    passage = {"exact": "the bridge is theirs", "locator": "page 3"}
    claim = in_review(
        "claim", slug="deed-claim", **world.claim_content(evidence=[evidence | passage])
    )

    page = get(address(claim))

    assert page.status_code == 200
    told = (
        "The bridge belongs to Upper Town.",
        "The deed of 1951",
        "It names the lower town.",
        "page 3",
        "Ada Berg",
    )
    for said in (
        *told,
        "https://archive.example/deed",
        "not published before",
        "No deed was found.",
    ):
        assert said in page.text, said


def test_a_guest_reads_what_differs_from_what_is_published(world):
    record = change(world.claim, text="The bridge belongs to Lower Town.")
    workflow.submit(record, person("reporter"))

    page = get(address(record)).text

    assert "What differs from what is published" in page
    assert "<del>" in page
    assert "<ins>" in page


def test_what_the_desk_alone_knows_is_not_shown(world):
    claim = in_review(
        "claim",
        slug="deed",
        **world.claim_content(),
        sensitive=True,
        check_again_on="2031-05-06",
    )
    private = make(
        "party",
        slug="p",
        name="Hidda Qvist",
        party_kind="person",
        publicity="private",
        aliases=["Hidda Born"],
    )
    change(
        claim,
        appearances=[
            {"party": uid(private), "role": "asserts", "source": uid(world.source)}
        ],
    )
    workflow.submit(fresh(claim), person("reporter"))

    page = get(address(fresh(claim), "admin")).text

    assert "H. Q." in page
    for hidden in ("Qvist", "Hidda Born", "2031", "Reporter", "Editor"):
        assert hidden not in page, hidden


@pytest.mark.parametrize("answer", ANSWERS)
def test_an_answer_counts_once_and_then_stands_alone(answer):
    record = in_review()
    path = address(record)

    sent = post(path, **ANSWERS[answer])

    assert (sent.status_code, sent["Location"]) == (302, path)
    assert Revision.objects.latest("pk").verb == answer
    after = get(path)
    assert after.status_code == 200
    assert "Your answer" in after.text
    for gone in ("Lower Town", "Ada Berg", "deed", 'class="report"'):
        assert gone not in after.text, gone
    again = post(path, **ANSWERS[answer])
    assert again.status_code == 404
    assert Revision.objects.filter(guest__isnull=False).count() == 1


def test_looking_uses_nothing_up():
    record = in_review()
    path = address(record)
    lines = Revision.objects.count()

    for _ in range(3):
        assert get(path).status_code == Client().head(path).status_code == 200

    assert Revision.objects.count() == lines
    assert GuestLink.objects.get().used_at is None
    assert post(path, decision="approve").status_code == 302
    assert fresh(record).status == Status.APPROVED


@pytest.mark.parametrize("answer", ["object", "comment"])
@pytest.mark.parametrize("words", ["", "  ", "\u200b\u200b"])
def test_words_are_required_and_nothing_is_lost(answer, words):
    path = address(in_review())

    refused = post(path, decision=answer, words=words)

    assert refused.status_code == 400
    assert "Write what you object to" in refused.text
    assert (
        f'value="{answer}" required aria-describedby="help-{answer}" checked'
        in refused.text
    )
    assert post(path, decision="approve").status_code == 302


@pytest.mark.parametrize(
    "answer", [{}, {"decision": ""}, {"decision": "publish"}, {"decision": "redact"}]
)
def test_nothing_but_the_three_answers_is_taken(answer):
    record = in_review()
    path = address(record)

    assert post(path, **answer, words="Do it.").status_code == 400
    assert (fresh(record).status, GuestLink.objects.get().decision) == (
        Status.IN_REVIEW,
        "",
    )


def expired(path: str, record) -> None:
    made = timezone.now() - timedelta(days=9)
    GuestLink.objects.update(made_at=made, expires_at=made + timedelta(days=3))


CLOSING = {
    "expired": expired,
    "expired after the answer": lambda path, record: (
        post(path, decision="approve"),
        expired(path, record),
    ),
    "revoked": lambda path, record: guests.revoke(
        GuestLink.objects.get(), person("editor")
    ),
    "saved since": lambda path, record: change(record, name="Lower Village"),
    "given back": lambda path, record: workflow.send_back(
        record, person("editor"), comment="Which?"
    ),
    "its maker left": lambda path, record: (
        type(person("editor")).objects.filter(username="editor").update(is_active=0)
    ),
}


@pytest.mark.parametrize("why", CLOSING)
def test_a_closed_link_answers_as_one_that_never_was(why):
    record = in_review()
    path = address(record)
    CLOSING[why](path, record)
    never = f"/guest/{'A' * 43}/"

    for ask in (get, lambda path: post(path, decision="approve")):
        closed, unknown = ask(path), ask(never)
        assert closed.status_code == unknown.status_code == 404
        assert closed.content == unknown.content
        ids = {"X-Request-ID"}
        assert {k: v for k, v in closed.items() if k not in ids} == {
            k: v for k, v in unknown.items() if k not in ids
        }


def test_a_link_that_was_used_takes_no_answer_as_one_that_never_was():
    path = address(in_review())
    post(path, decision="approve")

    assert (
        post(path, decision="approve").content
        == post(f"/guest/{'A' * 43}/", decision="approve").content
    )


def test_the_page_is_cached_by_nobody_and_sends_no_referrer():
    path = address(in_review())

    for page in (
        get(path),
        get("/guest/unknown/"),
        post(path, decision="no"),
        post(path, decision="approve"),
    ):
        assert page["Cache-Control"] == "private, no-store"
        assert "noindex" in page["X-Robots-Tag"]
        assert page["Referrer-Policy"] == "no-referrer"
        assert page["X-Frame-Options"] == "DENY"
        policy = dict(
            each.strip().partition(" ")[::2]
            for each in page["Content-Security-Policy"].split(";")
        )
        assert (
            policy["script-src"]
            == policy["default-src"]
            == policy["frame-ancestors"]
            == "'none'"
        )
        assert not page.cookies
        assert "Access-Control-Allow-Origin" not in page
        assert "ETag" not in page


def test_the_page_does_not_repeat_its_own_key():
    record = in_review()
    _link, token = invite(record)

    assert token not in get(f"/guest/{token}/").text
    assert token not in post(f"/guest/{token}/", decision="no").text


def test_it_is_read_in_three_languages():
    path = address(in_review())

    assert "Jeg godkender" in get(f"{path}?lang=da").text
    assert "Ich stimme zu" in get(f"{path}?lang=de").text
    assert post(f"{path}?lang=da", decision="approve")["Location"] == f"{path}?lang=da"


def test_who_asks_without_pause_waits_whatever_the_token():
    record = in_review()
    path = address(record)

    tried = [get(f"/guest/{n}/").status_code for n in range(31)]

    assert tried == [404] * 30 + [429]
    assert get(path).status_code == 429
    assert int(get(path)["Retry-After"]) > 0
    cache.clear()
    assert get(path).status_code == 200


def test_what_is_in_the_way_is_not_approved_and_the_link_stays_good(world):
    claim = in_review(
        "claim", slug="bare", disputes=[uid(world.dispute)], claim_kind="fact"
    )
    path = address(claim)

    assert 'value="approve"' not in get(path).text
    assert post(path, decision="approve").status_code == 400
    assert (
        post(path, decision="comment", words="Where is the evidence?").status_code
        == 302
    )


def test_what_gets_in_the_way_at_the_last_moment_is_shown_without_names(monkeypatch):
    record = in_review()
    path = address(record)
    workflow.approve(record, person("admin"))
    monkeypatch.setattr(guests, "may_approve", lambda *_: True)

    refused = post(path, decision="approve")

    assert refused.status_code == 409
    assert "Nothing was done" in refused.text
    assert "Admin" not in refused.text
    assert GuestLink.objects.get().used_at is None


# Proposals


def to_redact(world):
    line = workflow.current_line(world.claim)
    return workflow.propose_redact(
        line, person("admin"), ground="privacy", reason="A letter of a lawyer."
    )


def test_a_guest_reads_what_would_be_redacted_and_does_it(world):
    path = address(to_redact(world), "admin")

    page = get(path).text

    for said in (
        "The bridge belongs to Upper Town.",
        "A letter of a lawyer.",
        "at once",
        "private person",
    ):
        assert said in page, said
    assert post(path, decision="approve").status_code == 302
    assert Publication.objects.latest("seq").action == "redact"
    assert "Upper Town" not in get(path).text


def test_a_guest_reads_what_would_come_back(world):
    workflow.retract(world.claim, person("publisher"), reason="It is wrong.")
    restore = workflow.propose_restore(
        world.claim, person("publisher"), reason="It was right."
    )

    page = get(address(restore, "second_publisher")).text

    assert "The bridge belongs to Upper Town." in page
    assert "It was right." in page


def test_a_guest_reads_both_that_would_be_one(world):
    other = make("party", slug="lower-town", name="Lower Town")
    publish(other)
    merge = workflow.propose_merge(
        fresh(other), world.party, person("publisher"), reason="One town."
    )

    page = get(address(merge, "second_publisher")).text

    assert "Lower Town" in page
    assert "Upper Town" in page


def test_a_guest_reads_what_one_did_alone(world):
    workflow.retract(world.claim, person("publisher"), reason="It is wrong.")
    review = Proposal.objects.get(verb="review")

    page = get(address(review, "second_publisher")).text

    assert "The bridge belongs to Upper Town." in page
    assert "It is wrong." in page


def test_a_guest_reads_what_is_held(world):
    workflow.hold(world.claim, person("publisher"), reason="A lawyer wrote.")
    hold = Proposal.objects.get(verb="hold")

    page = get(address(hold, "second_publisher"))

    assert page.status_code == 200
    assert "stays hidden from readers" in page.text
    assert "A lawyer wrote." in page.text
    assert "The bridge belongs to Upper Town." in page.text
