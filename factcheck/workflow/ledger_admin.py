"""What is done to the ledger itself: the key that signs it, and a clock that ran ahead."""

from django.db import transaction

from factcheck import ledger
from factcheck.models import Publication, User

from .errors import NotAllowed
from .required_words import require_words
from .rules import Verb, require


def mend_clock(by: User, second: User, *, reason: str) -> Publication:
    """Take a head that lies ahead back to the clock; two administrators decide. Raises NotAllowed, ClockRefused."""
    require_words(reason, "Say what happened; everybody reads it.")
    with transaction.atomic():
        return ledger.mend_clock(reason.strip(), _two(by, second))


def replace_lost_key(new: ledger.Signer, by: User, second: User) -> Publication:
    """Let a new key sign where the old one is lost; two administrators decide. Raises NotAllowed, KeyRefused."""
    with transaction.atomic():
        return ledger.replace_lost_key(new, _two(by, second))


def rotate_key(new: ledger.Signer) -> Publication:
    """Let a new key sign from now on; whoever holds the old one may. Raises KeyRefused, KeyMissing."""
    with transaction.atomic():
        return ledger.rotate_key(ledger.signer(), new)


def _two(by: User, second: User) -> tuple[ledger.SealedName, ...]:
    """The names that the line seals."""
    if by.pk == second.pk:
        raise NotAllowed("Two administrators decide this; name another one.")
    for person in (by, second):
        require(person, Verb.REDACT)
    people = enumerate((by, second))
    return tuple(
        ledger.SealedName((ledger.NAMES, "decided_by", n), one.public_name(), one.pk)
        for n, one in people
    )
