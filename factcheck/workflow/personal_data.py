"""Everything that is held about a person, for whoever must answer a request for it."""

from collections.abc import Iterator
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from django.apps import apps
from django.db.models import Model

from factcheck import ledger
from factcheck.models import GuestLink, User
from factcheck.text import replacement
from factcheck.text.replacement import Find

from .candidates import may_hold
from .redacted_files import files_with, old_lines_elsewhere
from .redaction_registry import DIGEST, LEDGER, SESSION, rules_of

UNSEARCHED = (LEDGER, DIGEST, SESSION)
"""What is found elsewhere, or holds no words that could be read."""
ELSEWHERE = (
    "Files that are no plain text (PDF, office documents, pictures, sound) are not searched; the texts that were taken "
    "out of archived copies are. A picture may show the person.",
    "Backups hold what was held on their day, also what was removed since, until they are thrown away.",
    "The logs of the site, of the proxy before it and of the system hold addresses, times and logins of who signed in, "
    "and the addresses of pages that readers asked for, with what they searched for; how long, the operator says.",
    "Sessions of the desk hold the address and the browser of who is signed in, until they end.",
    "Mirrors, and whoever took lines, feeds, exports or pages, may still have what was published; nobody can be made "
    "to give it back, and a mirror that follows the ledger drops what is redacted.",
)


class LedgerPlace(NamedTuple):
    """A place in the ledger."""

    seq: int
    kind: str
    field: str
    context: str


class TablePlace(NamedTuple):
    """A place in a table of the desk."""

    table: str
    row: str
    field: str
    context: str


class AccountUse(NamedTuple):
    """How many rows of a table name somebody's account, or the link of a guest, and as what."""

    login: str
    table: str
    field: str
    rows: int


@dataclass
class PersonalData:
    """What is held about a name."""

    name: str
    ledger: list[LedgerPlace]
    tables: list[TablePlace]
    accounts: list[AccountUse]
    files: list[str]
    elsewhere: tuple[str, ...] = ELSEWHERE

    def plain(self) -> dict[str, Any]:
        """As JSON has it."""
        plain = asdict(self)
        for part in ("ledger", "tables", "accounts"):
            plain[part] = [place._asdict() for place in getattr(self, part)]
        return plain


def personal_data_about(name: str) -> PersonalData:
    """Everything that is held under a name, a login, an address or a phrase. Raises ValueError where it has no letter.

    Reads every text of every table, every line and every stored file.
    """
    find, runs = replacement.phrase(ledger.pattern_of(name)), ledger.plain_runs(name)
    in_ledger = [_ledger_place(hit) for hit in ledger.find_phrase(name)]
    in_tables: list[TablePlace] = []
    for model in apps.get_models():
        in_tables += _table_places(model, find, runs)
    accounts = list(_account_uses(in_tables))
    files = sorted(files_with(find, runs)) + old_lines_elsewhere(find)
    return PersonalData(name, in_ledger, in_tables, accounts, files)


def _ledger_place(hit: ledger.Occurrence) -> LedgerPlace:
    field = ".".join(map(str, hit.path))
    context = f"{hit.before}{hit.match}{hit.after}"
    return LedgerPlace(hit.seq, hit.kind, field, context)


def _table_places(
    model: type[Model], find: Find, runs: list[str]
) -> Iterator[TablePlace]:
    names = [name for name, rule in rules_of(model).items() if rule not in UNSEARCHED]
    if not names:
        return
    rows = model._base_manager.order_by("pk")
    for run in runs:
        rows = rows.filter(may_hold(names, run))
    for row in rows.only("pk", *names).iterator(500):
        for name in names:
            value = getattr(row, name)
            text = value if isinstance(value, dict | list) else str(value)
            for context in replacement.contexts(text, find):
                yield TablePlace(model._meta.label, str(row.pk), name, context)


def _account_uses(rows: list[TablePlace]) -> Iterator[AccountUse]:
    """What the accounts and guests did that were found under the name, and which sealed names are theirs."""
    users = User.objects.filter(pk__in=_keys_of(User, rows))
    for user in users.order_by("pk"):
        yield from _uses(user, user.username)
    guests = GuestLink.objects.filter(pk__in=_keys_of(GuestLink, rows))
    for guest in guests.order_by("pk"):
        yield from _uses(guest, f"guest {guest.name}")


def _keys_of(model: type[Model], rows: list[TablePlace]) -> set[str]:
    """The keys of the model's rows among those found."""
    return {row.row for row in rows if row.table == model._meta.label}


def _uses(who: User | GuestLink, login: str) -> Iterator[AccountUse]:
    for table, field, count in _references_to(who):
        yield AccountUse(login, table, field, count)


def _references_to(who: User | GuestLink) -> Iterator[tuple[str, str, int]]:
    """(table, field, rows) of what names an account or a guest's link."""
    for model in apps.get_models():
        for field in model._meta.concrete_fields:
            if field.related_model is not type(who):
                continue
            count = model._base_manager.filter(**{field.name: who.pk}).count()
            if count:
                yield model._meta.label, field.name, count
