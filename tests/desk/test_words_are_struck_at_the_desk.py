"""Redact words: every place where a name stands, each to be unticked, and the proposal that a second person decides."""

import re
from uuid import uuid4

import pytest
from django.db import transaction
from support.guest_links import invite
from support.people import change, person, publish, published

from factcheck import ledger, workflow
from factcheck.admin.dashboard import waiting
from factcheck.admin.verbs import redact_words
from factcheck.ledger import find_phrase
from factcheck.models import Proposal, Publication

pytestmark = pytest.mark.django_db

URL = "/admin/redact/"
NAME = "Jens Hansen"
GIVEN = {"ground": "privacy", "reason": "A letter of his lawyer."}


@pytest.fixture
def second():
    """A second administrator, so that somebody of the desk decides."""
    return person("second_admin")


@pytest.fixture
def named(world):
    """The name in two versions of a claim, in an entry and in the address of a party."""
    publish(
        change(world.claim, context="Jens Hansen of Mill Lane said so."),
        action="update",
    )
    publish(
        change(world.claim, context="A neighbour, Jens Hansen, said so."),
        action="update",
    )
    publish(
        change(
            world.entry, body="It was closed. JENS  HANSENS house stands beside it."
        ),
        action="update",
    )
    return published(
        "party", slug="jens-hansen", name=NAME, party_kind="person", publicity="public"
    )


def find(browser, phrase: str = NAME):
    return browser.post(URL, {"phrase": phrase, "act": "find"})


def shown(browser, phrase: str = NAME) -> dict:
    """What the form with the places would send."""
    return browser.form_of(find(browser, phrase), "strike")


def propose(browser, sent: dict, **changes):
    return browser.post(URL, sent | GIVEN | {"act": "propose"} | changes)


def text(response) -> str:
    """What is read on a page, without its marks."""
    return re.sub(r"\s+", " ", re.sub(r"<[^>]+>", "", response.content.decode()))


def decide_page(browser, proposal: Proposal, query: str = ""):
    return browser.get(f"/admin/factcheck/proposal/{proposal.pk}/change/{query}")


def alone_in(
    block: str = "Waits for a second person", name: str = "publisher"
) -> list[str]:
    return [
        item.title
        for found in waiting.blocks(person(name))
        if found.heading == block
        for item in found.items
    ]


# Looking


def test_every_place_is_shown_in_its_context_and_ticked(desk, named):
    browser = desk("admin")

    answer = find(browser)

    said, sent = text(answer), browser.form_of(answer, "strike")
    assert "Found: 10 words in 4 lines of 3 records." in said
    assert "Jens Hansen of Mill Lane said so." in said
    assert "<del>Jens Hansen,</del> said so." in answer.content.decode()
    assert "<del>JENS  HANSENS</del>" in answer.content.decode()
    assert "/parties/jens-hansen/ gives way to a neutral one" in said
    assert len(sent["place"]) == 5


def test_looking_writes_nothing(desk, named):
    find(desk("admin"))

    assert not Proposal.objects.exists()


def test_the_phrase_stands_in_no_address(desk, named):
    browser = desk("admin")

    assert b"Mill Lane" not in browser.get(f"{URL}?phrase=Jens+Hansen&act=find").content
    assert b"Where" not in browser.get(URL).content


def test_no_match_says_where_it_was_looked_for(desk, world):
    said = text(find(desk("admin"), "Nobody Atall"))

    assert "stands nowhere in the ledger" in said
    assert f"all {ledger.current().seq} lines" in said
    assert "Not looked through here: drafts, archived copies" in said


def test_other_spellings_are_offered_to_be_looked_for_by_themselves(desk, world):
    publish(
        change(world.claim, context="Hansen, Jens, of Mill Lane said so."),
        action="update",
    )
    browser = desk("admin")

    offered = browser.form_of(find(browser), "spell")

    assert "stands nowhere" in text(find(browser))
    answer = browser.post(URL, offered | {"phrase": "Hansen, Jens"})
    assert "<del>Hansen, Jens,</del> of Mill Lane" in answer.content.decode()
    assert "Initials, the surname first" in text(browser.get(URL))


@pytest.mark.parametrize("phrase", ["", " - ", "…"])
def test_something_is_to_be_looked_for(desk, world, phrase):
    answer = find(desk("admin"), phrase)

    assert b"errorlist" in answer.content
    assert b'id="strike"' not in answer.content


@pytest.mark.parametrize("name", ["reader", "reporter", "editor", "publisher"])
def test_who_does_not_decide_on_redactions_finds_nothing(desk, named, name):
    browser = desk(name)

    assert (browser.get(URL).status_code, find(browser).status_code) == (403, 403)
    assert URL.encode() not in browser.get("/admin/").content


def test_the_first_page_and_the_redaction_of_a_record_lead_there(desk, world):
    browser = desk("admin")

    assert URL.encode() in browser.get("/admin/").content
    assert (
        URL.encode()
        in browser.get(f"/admin/factcheck/claim/{world.claim.pk}/do/redact/").content
    )


# Proposing


def test_all_that_is_ticked_is_proposed_as_one(desk, named, second):
    browser = desk("admin")

    answer = propose(browser, shown(browser))

    proposal = Proposal.objects.get()
    assert (
        answer.headers["Location"] == f"/admin/factcheck/proposal/{proposal.pk}/change/"
    )
    assert (proposal.phrase, proposal.ground, proposal.state) == (
        NAME,
        "privacy",
        "open",
    )
    workflow.carry_out(proposal, second)
    assert list(find_phrase(NAME)) == []
    assert ledger.current().find("party", str(named.uid)).slug == ledger.neutral_slug(
        named.uid
    )


def test_what_is_unticked_stays(desk, named, second):
    browser = desk("admin")
    sent = shown(browser)
    kept = [key for key in sent["place"] if key.startswith("address")]
    entry = Publication.objects.get(kind="entry", superseded_seq=None)

    propose(
        browser,
        sent,
        place=[
            key
            for key in sent["place"]
            if key not in kept and not key.startswith(f"{entry.seq}.")
        ],
    )

    workflow.carry_out(Proposal.objects.get(), second)
    left = {(found.kind, found.path[0]) for found in find_phrase(NAME)}
    assert left == {("party", "path"), ("party", "slug"), ("entry", "body")}


def test_a_record_is_left_as_it_is_by_one_tick(desk, named, second):
    browser = desk("admin")

    propose(browser, shown(browser), skip=str(named.uid))

    assert (
        not Proposal.objects.get()
        .strikes.filter(seq=Publication.objects.get(uid=named.uid).seq)
        .exists()
    )


def test_nothing_ticked_is_nothing_proposed(desk, named):
    browser = desk("admin")

    answer = propose(browser, shown(browser), place=[])

    assert answer.status_code == 409
    assert "Choose at least one place" in text(answer)


@pytest.mark.parametrize("missing", ["ground", "reason"])
def test_a_ground_and_a_reason_are_required_and_the_ticks_stay(desk, named, missing):
    browser = desk("admin")
    sent = shown(browser)

    answer = propose(browser, sent, **{missing: "", "place": sent["place"][1:]})

    assert not Proposal.objects.exists()
    assert browser.form_of(answer, "strike")["place"] == sent["place"][1:]


def test_what_was_published_meanwhile_is_looked_at_before_it_is_proposed(
    desk, named, world
):
    browser = desk("admin")
    sent = shown(browser)
    publish(change(world.claim, context="Jens Hansen came back."), action="update")

    answer = propose(browser, sent, place=sent["place"][1:])

    assert answer.status_code == 409
    assert "changed since you looked" in text(answer)
    assert "Jens Hansen came back." in text(answer)
    assert not Proposal.objects.exists()
    again = browser.form_of(answer, "strike")
    assert sent["place"][0] not in again["place"]
    assert propose(browser, again).status_code == 302


def test_places_are_turned_page_by_page_and_go_by_one_act(
    desk, named, second, monkeypatch
):
    monkeypatch.setattr(redact_words, "PLACES", 2)
    browser = desk("admin")
    first = shown(browser)

    other = browser.post(
        URL, first | GIVEN | {"act": "page-2", "place": first["place"][1:]}
    )
    sent = browser.form_of(other, "strike")

    assert (len(first["place"]), len(sent["place"])) == (2, 2)
    assert set(sent["place"]).isdisjoint(first["place"])
    assert sent["reason"] == [GIVEN["reason"]]
    propose(browser, sent)
    workflow.carry_out(Proposal.objects.get(), second)
    assert [f"{found.seq}.0" for found in find_phrase(NAME)] == [first["place"][0]]


def test_of_very_many_lines_one_says_that_so_many_are_meant(desk, named, monkeypatch):
    monkeypatch.setattr(redact_words, "MANY", 3)
    browser = desk("admin")
    sent = shown(browser)

    assert "This strikes in 4 lines." in text(find(browser))
    refused = propose(browser, sent)
    assert "Say that so many lines are meant" in text(refused)
    assert not Proposal.objects.exists()
    assert propose(browser, sent, sure="on").status_code == 302


def test_what_stands_everywhere_is_refused(desk, named, monkeypatch):
    monkeypatch.setattr(redact_words, "MOST", 3)

    answer = find(desk("admin"))

    assert "no one can look at so many" in text(answer)
    assert b'id="strike"' not in answer.content


def test_what_is_marked_up_in_a_text_is_shown_as_text(desk, world):
    publish(
        change(world.claim, context="<b onclick=x>Jens Hansen</b> & co"),
        action="update",
    )

    assert b"&lt;b onclick=x&gt;Jens Hansen&lt;/b&gt;" in re.sub(
        b"</?del>", b"", find(desk("admin")).content
    )


# From the ledger's own lines


@pytest.fixture
def mended(world):
    """A line that sets the clock back and names somebody in its reason, as it stands in no record."""
    body = {
        "from": "2030-01-01T00:00:00.000000Z",
        "to": "2026-01-01T00:00:00.000000Z",
        "reason": f"{NAME} set it.",
    }
    with transaction.atomic():
        return ledger.append([ledger.PendingLine(uuid4(), "clock", "clock", body)])[0]


def test_the_reason_of_a_clock_that_was_mended_is_struck(desk, mended, second):
    browser = desk("admin")

    answer = find(browser)

    assert "Found: 2 words in 1 line of 1 record. What" in text(answer)
    assert "<del>Jens Hansen</del> set it." in answer.content.decode()
    propose(browser, browser.form_of(answer, "strike"))
    proposal = Proposal.objects.get()
    assert (
        "<del>Jens Hansen</del> set it."
        in decide_page(desk("second_admin"), proposal).content.decode()
    )
    assert "clock" in text(desk("second_admin").get("/admin/factcheck/proposal/"))
    desk("second_admin").post(
        f"/admin/factcheck/proposal/{proposal.pk}/do/approve/", {"comment": "Rightly."}
    )
    assert (
        ledger.payload_of(Publication.objects.get(seq=mended.seq))["reason"]
        == "[removed: privacy] set it."
    )


def test_a_guest_is_the_second_hand_there_too(client, desk, mended):
    browser = desk("admin")
    propose(browser, shown(browser))
    _link, token = invite(Proposal.objects.get(), "admin")

    assert (
        "<del>Jens Hansen</del> set it."
        in client.get(f"/guest/{token}/").content.decode()
    )
    client.post(f"/guest/{token}/", {"decision": "approve", "words": ""})

    assert list(find_phrase(NAME)) == []
    assert f"Line {mended.seq}" in client.get("/corrections/").content.decode()


# From a record


def test_one_text_of_one_version_goes(desk, named, world, second):
    line = workflow.current_line(world.claim)
    before = ledger.payload_of(line)

    desk("admin").do(world.claim, "redact", line=f'{line.seq} ["context"]', **GIVEN)
    workflow.carry_out(Proposal.objects.get(), second)

    after = ledger.payload_of(Publication.objects.get(seq=line.seq))
    assert after == before | {"context": "[removed: privacy]"}
    world.claim.refresh_from_db()
    assert "Hansen" not in world.claim.context
    assert world.claim.text == before["text"]


def test_a_text_of_a_part_is_called_by_its_place(desk, world):
    page = text(
        desk("admin").get(f"/admin/factcheck/claim/{world.claim.pk}/do/redact/")
    )

    assert "Evidence 1, What to know of it: It tells of the quarrel." in page
    assert str(world.source.uid) not in page


def test_a_text_that_is_not_there_is_no_choice(desk, world):
    line = workflow.current_line(world.claim)

    answer = desk("admin").do(
        world.claim, "redact", line=f'{line.seq} ["slug"]', **GIVEN
    )

    assert (answer.status_code, Proposal.objects.count()) == (200, 0)


# Deciding


def test_who_decides_reads_what_goes_line_by_line(desk, named, second):
    browser = desk("admin")
    propose(browser, shown(browser))
    proposal = Proposal.objects.get()

    page = decide_page(desk("second_admin"), proposal)

    assert "These 10 words in 4 lines of 3 records." in text(page)
    assert "<del>Jens Hansen</del> of Mill Lane said so." in page.content.decode()
    assert "Its address /parties/jens-hansen/ gives way to a neutral one" in text(page)


def test_who_does_not_decide_reads_none_of_it(desk, named, second):
    browser = desk("admin")
    propose(browser, shown(browser))

    page = decide_page(desk("publisher"), Proposal.objects.get())

    assert page.status_code == 200
    assert "Mill Lane" not in text(page)
    assert "words in" not in text(page)


def test_once_it_is_done_the_lines_are_listed_without_the_words(desk, named, second):
    browser = desk("admin")
    propose(browser, shown(browser))
    proposal = Proposal.objects.get()

    desk("second_admin").post(
        f"/admin/factcheck/proposal/{proposal.pk}/do/approve/", {"comment": "Rightly."}
    )

    for name in ("publisher", "admin"):
        page = text(decide_page(desk(name), proposal))
        assert "These 10 words in 4 lines of 3 records." in page
        assert "hansen" not in page.casefold()
        assert "Mill Lane" not in page


def test_many_lines_are_decided_on_page_by_page(desk, named, second, monkeypatch):
    monkeypatch.setattr("factcheck.admin.verbs.redaction_preview.LINES", 2)
    browser = desk("admin")
    propose(browser, shown(browser))
    proposal = Proposal.objects.get()

    pages = [
        text(decide_page(desk("second_admin"), proposal, f"?lines={n}")) for n in (1, 2)
    ]

    assert ["Lines 1 to 2 of 4" in pages[0], "Lines 3 to 4 of 4" in pages[1]] == [
        True,
        True,
    ]
    assert ["of Mill Lane" in page for page in pages] == [True, False]


def test_a_guest_reads_what_goes_and_is_the_second_hand(client, desk, named):
    browser = desk("admin")
    propose(browser, shown(browser))
    proposal = Proposal.objects.get()
    _link, token = invite(proposal, "admin")

    page = client.get(f"/guest/{token}/")

    assert "These go for good: 10 words in 4 lines of 3 records." in text(page)
    assert "<del>Jens Hansen</del> of Mill Lane said so." in page.content.decode()
    client.post(f"/guest/{token}/", {"decision": "approve", "words": ""})
    assert list(find_phrase(NAME)) == []
    assert ledger.payload_of(Publication.objects.latest("seq"))["second"] == "guest"


# Alone, on a court's order


def test_the_only_administrator_strikes_alone_on_a_courts_order(desk, named):
    browser = desk("admin")

    propose(browser, shown(browser), ground="court-order", alone="on")

    proposal = Proposal.objects.get(verb="redact")
    assert (proposal.state, proposal.decider, proposal.is_done_alone) == (
        "done",
        None,
        True,
    )
    made = ledger.payload_of(Publication.objects.latest("seq"))
    assert (made["second"], made["ground"]) == ("none", "court-order")
    assert list(find_phrase(NAME)) == []
    assert list(ledger.verify()) == []


def test_it_is_listed_until_somebody_else_has_reviewed_it(desk, named):
    browser = desk("admin")
    propose(browser, shown(browser), ground="court-order", alone="on")
    review = Proposal.objects.get(verb="review")

    assert alone_in()[0].startswith("Struck by one person on a court's order: review:")
    with pytest.raises(workflow.NotAllowed):
        workflow.carry_out(review, person("admin"))
    page = text(decide_page(desk("publisher"), review))
    assert "These 10 words in 4 lines of 3 records." in page
    assert "lawyer" not in page

    desk("publisher").post(
        f"/admin/factcheck/proposal/{review.pk}/do/approve/",
        {"comment": "I saw the order."},
    )

    assert alone_in() == []


def test_the_list_tells_it_from_what_else_was_done_alone(desk, named, world):
    workflow.retract(world.entry, person("publisher"), reason="It is wrong.")
    browser = desk("admin")
    propose(browser, shown(browser), ground="court-order", alone="on")

    page = browser.get("/admin/factcheck/proposal/?alone=redact").content.decode()

    assert "Struck by one person on a court&#x27;s order: review (" in page
    assert "Retracted by one person" not in page


@pytest.mark.parametrize("ground", ["privacy", "undisclosed"])
def test_on_any_other_ground_nobody_strikes_alone(desk, named, ground):
    browser = desk("admin")

    answer = propose(browser, shown(browser), ground=ground, alone="on")

    assert "only a court&#x27;s order" in answer.content.decode()
    assert not Proposal.objects.exists()


def test_where_a_second_administrator_is_nobody_strikes_alone(desk, named, second):
    browser = desk("admin")

    propose(browser, shown(browser), ground="court-order", alone="on")

    proposal = Proposal.objects.get()
    assert proposal.state == "open"
    answer = browser.post(f"/admin/factcheck/proposal/{proposal.pk}/do/alone/", {})
    assert answer.status_code == 403
    assert Proposal.objects.get().state == "open"


def test_what_waits_for_nobody_any_more_is_struck_from_its_page(desk, named, second):
    browser = desk("admin")
    propose(browser, shown(browser), ground="court-order")
    proposal = Proposal.objects.get()
    assert 'id="alone"' not in decide_page(browser, proposal).content.decode()
    second.groups.clear()

    assert 'id="alone"' in decide_page(browser, proposal).content.decode()
    browser.post(f"/admin/factcheck/proposal/{proposal.pk}/do/alone/", {})

    assert Proposal.objects.get(verb="redact").is_done_alone


def test_a_whole_version_goes_alone_too(desk, named, world):
    line = workflow.current_line(world.claim)

    desk("admin").do(
        world.claim,
        "redact",
        line=str(line.seq),
        **GIVEN | {"ground": "court-order"},
        alone="on",
    )

    assert "uid" not in ledger.payload_of(Publication.objects.get(seq=line.seq))


def test_somebody_elses_proposal_is_not_carried_out_alone(named):
    line = Publication.objects.get(uid=named.uid)
    proposal = workflow.propose_redact(
        line, person("second_admin"), ground="court-order", reason="An order."
    )
    person("second_admin").groups.clear()

    with pytest.raises(workflow.NotAllowed):
        workflow.carry_out_alone(proposal, person("admin"))
