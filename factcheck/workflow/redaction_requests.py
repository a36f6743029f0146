"""Asking that words go: shown first, line by line, and then proposed for a second person to decide on."""

from django.db import transaction

from factcheck import ledger
from factcheck.ledger import Occurrence, Path, Strike
from factcheck.models import Proposal, Publication, Record, User

from .errors import WrongState
from .own_lines import OwnLine, record_or_own_line
from .proposals import create_proposal
from .redaction import add_strikes, strikes_at
from .rules import Verb, require


def propose_redact(
    line: Publication, by: User, *, ground: str, reason: str, path: Path = ()
) -> Proposal:
    """Ask that all of a past line but its address be struck, on a legal ground of the closed list.

    With `path` all words of the text that stands there in the payload are struck, and the rest stays.
    """
    about = _about(line, by, ground)
    strike = _of_text(line, path) if path else Strike(line.seq, is_whole=True)
    return _propose(about, by, reason, ground, [strike])


def propose_strike(
    occurrences: list[Occurrence], by: User, *, phrase: str, ground: str, reason: str
) -> Proposal:
    """Ask that a name or a phrase be struck at these places, in as many lines as they are in.

    The proposal stands at the record of the first of them that is of one. Raises WrongState, NotAllowed.
    """
    if not occurrences:
        raise WrongState("Choose at least one place that is to be struck.")
    strikes = strikes_at(occurrences)
    seqs = [strike.seq for strike in strikes]
    lines = Publication.objects.filter(seq__in=seqs).order_by("seq")
    first = lines.exclude(kind__in=ledger.OWN).first() or lines[0]
    return _propose(_about(first, by, ground), by, reason, ground, strikes, phrase)


def _of_text(line: Publication, path: Path) -> Strike:
    texts = dict(ledger.texts_of(ledger.original_of(line)))
    places = set()
    for number, word in enumerate(ledger.split_words(texts.get(path, ""))):
        if word.strip() != ledger.STRUCK:
            places.add((path, number))
    if not places:
        raise WrongState(f"Line {line.seq} has no words there.")
    return Strike(line.seq, frozenset(places))


def _about(line: Publication, by: User, ground: str) -> Record | OwnLine:
    require(by, Verb.REDACT)
    if ground not in ledger.GROUNDS:
        raise WrongState(f"Choose a legal ground: {', '.join(ledger.GROUNDS)}.")
    about = record_or_own_line(line.kind, line.uid)
    if about is None:
        raise WrongState(f"Line {line.seq} is of no record that could be redacted.")
    return about


def _propose(
    about: Record | OwnLine,
    by: User,
    reason: str,
    ground: str,
    strikes: list[Strike],
    phrase: str = "",
) -> Proposal:
    with transaction.atomic():
        proposal = create_proposal(
            Proposal.Verb.REDACT,
            about,
            by,
            reason,
            line=strikes[0].seq,
            ground=ground,
            phrase=phrase,
        )
        add_strikes(proposal, strikes)
    return proposal
