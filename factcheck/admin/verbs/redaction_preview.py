"""What a redaction takes out of the ledger, shown to whoever decides on it."""

from django.core.paginator import Paginator

from factcheck import ledger
from factcheck.models import Proposal, Publication
from factcheck.pages.diff import redactions
from factcheck.records import registry
from factcheck.records.serializers import ENVELOPE

from ..records import record_titles, value_text

OF_PEOPLE = ("notice", "edited_by", "approved_by", "reason")
ADDRESS = ("path", "slug")
LINES = 100
"""Lines on one page."""
OPEN = 20
"""Records on a page up to which their lines are shown at once."""


def context(proposal: Proposal, at: str, *, may_decide: bool) -> dict:
    """What the page of a proposal shows of a redaction, of its lines those of page `at`.

    The words are shown to whoever decides while it is open; once it is done, everybody reads which lines they were in.
    """
    redaction = _redaction(proposal)
    is_open = proposal.state == Proposal.State.OPEN
    if redaction is None or is_open and redaction == proposal and not may_decide:
        return {}
    shows_words = is_open and redaction == proposal
    shown = Paginator(redaction.strikes.order_by("seq"), LINES).get_page(at)
    records = redactions.of_rows(shown, with_texts=shows_words)
    page_context = {
        "struck": records,
        "shown": shown,
        "extent": redactions.extent_of(redaction),
        "shows_words": shows_words,
        "is_unfolded": len(records) <= OPEN,
        "redaction": redaction if redaction != proposal else None,
    }
    if shows_words and records and records[0].lines[0].is_whole:
        line = records[0].lines[0].line
        page_context["emptied"] = rows(line, proposal.ground)
        page_context["files"] = files(line)
    return page_context


def _redaction(proposal: Proposal) -> Proposal | None:
    """The redaction that a proposal asks for, or reviews because one person did it alone."""
    if proposal.verb == Proposal.Verb.REDACT:
        is_shown = proposal.state in (Proposal.State.OPEN, Proposal.State.DONE)
        return proposal if is_shown else None
    if proposal.verb != Proposal.Verb.REVIEW or proposal.line is None:
        return None
    lines = Publication.objects.filter(action=Publication.Action.REDACT)
    if not lines.filter(seq=proposal.line).exists():
        return None
    redactions_done = Proposal.objects.filter(
        verb=Proposal.Verb.REDACT,
        state=Proposal.State.DONE,
        uid=proposal.uid,
        decided_at__lte=proposal.asked_at,
    )
    return redactions_done.order_by("-decided_at").first()


def rows(line: Publication, ground: str) -> list[tuple[str, str]]:
    """(field, text) of everything readable that is emptied: content first, then what was said around it.

    The address goes only where it is itself the ground.
    """
    payload = ledger.whole_payload(line)
    around = OF_PEOPLE + ADDRESS if ground == "address" else OF_PEOPLE
    outside = (*ENVELOPE, *OF_PEOPLE, "into")
    content = [name for name in payload if name not in outside]
    titles = record_titles.titles(
        value_text.uids_in(*(payload[name] for name in content))
    )
    texts = []
    for name in (*content, *around):
        text = value_text.as_text(payload.get(name), titles)
        if text:
            texts.append((name.replace("_", " "), text))
    return texts


def files(line: Publication) -> int:
    """How many stored pictures the line names; each goes with it unless another line names it too."""
    payload = ledger.whole_payload(line)
    is_full = line.action in Publication.PUBLISHING and "uid" in payload
    return len(set(registry.get(line.kind).stored_files(payload))) if is_full else 0
