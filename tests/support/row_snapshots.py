"""What is built again and again is built once a worker, and then put back row by row: ten times as fast."""

import copy
import sys
from collections.abc import Callable, Collection, Iterator
from functools import lru_cache
from typing import TypeVar

from django.apps import apps
from django.contrib.auth.models import Group
from django.core.management.color import no_style
from django.db import connection, models, transaction

from factcheck.ledger.snapshot import forget_head
from factcheck.models import Head, User

Built = TypeVar("Built")
OURS = ("factcheck", "timeline")
ALWAYS_THERE = ("head", "derivedby", "ledgergate")
BY_NAME = "user_groups"  # the groups are made anew, under other numbers, after a test that really commits


Statement = tuple[str, object, bool]
"""SQL, its parameters, and whether they are several rows of them."""


class Snapshot:
    """What was built, and every row of the database as it was then."""

    def __init__(self, made: object) -> None:
        self.made = copy.deepcopy(made)
        rows = [row for model in _models() for row in model._base_manager.all()]
        self.head = Head.objects.values("seq", "hash", "operations_seq").get(pk=1)
        members = User.objects.exclude(groups=None)
        self.roles = list(members.values_list("pk", "groups__name"))
        self.rows: list[models.Model] = rows
        self.statements: list[Statement] = []

    def put_back(self) -> object:
        """Write the rows again; returns a copy of what was built."""
        with transaction.atomic():
            if self.statements:
                self._repeat()
            else:
                self._write()
            self._give_roles()
            Head.objects.filter(pk=1).update(**self.head)
        forget()
        return copy.deepcopy(self.made)

    def _write(self) -> None:
        """Write the rows through their models, and note the statements: they are the same the next time."""

        def note(execute, sql, params, many, context):
            if sql.startswith(("INSERT", "SELECT")):
                self.statements.append((sql, params, many))
            return execute(sql, params, many, context)

        with connection.execute_wrapper(note):
            for model in _models():
                rows = [row for row in self.rows if type(row) is model]
                model._base_manager.bulk_create(rows)
            _count_on({type(row) for row in self.rows})

    def _repeat(self) -> None:
        with connection.cursor() as cursor:
            for sql, params, many in self.statements:
                execute = cursor.executemany if many else cursor.execute
                execute(sql, params)

    def _give_roles(self) -> None:
        membership = User.groups.through
        groups = dict(Group.objects.values_list("name", "pk"))
        membership.objects.bulk_create(
            membership(user_id=user, group_id=groups[role]) for user, role in self.roles
        )


_kept: dict[object, Snapshot] = {}


def is_blank() -> bool:
    """Whether nobody was made and nothing published yet; only then is what is put back the same as what is built."""
    return not User.objects.exists() and Head.objects.get(pk=1).seq == 0


def build_once(key: object, build: Callable[[], Built]) -> Built:
    """What `build` makes, with its rows: built once a worker for each key, put back where nothing was made before.

    What is made is handed out as a copy, so it is free to change.
    """
    if not is_blank():
        return build()
    if key in _kept:
        return _kept[key].put_back()
    made = build()
    _kept[key] = Snapshot(made)
    return made


def forget() -> None:
    """What the process remembers of a head is not of this one: lines are counted from the same number again."""
    forget_head()
    for memory in _memories(len(sys.modules)):
        memory.cache_clear()


def _count_on(written: Collection[type[models.Model]]) -> None:
    """PostgreSQL counts apart from the rows, and from 1 again after a flush: the next row comes after these."""
    with connection.cursor() as cursor:
        for statement in connection.ops.sequence_reset_sql(no_style(), list(written)):
            cursor.execute(statement)


@lru_cache(maxsize=1)
def _memories(_loaded: int) -> list:
    """What the process remembers of a head: the next test has the same head, and is to ask by itself."""
    ours = [
        module
        for name, module in list(sys.modules.items())
        if name.partition(".")[0] in OURS
    ]
    found = {
        id(value): value
        for module in ours
        for value in vars(module).values()
        if hasattr(value, "cache_clear")
    }
    heads = ("view", "_head_hash", "_hash")
    return [
        memory
        for memory in found.values()
        if set(heads) & set(memory.__wrapped__.__code__.co_varnames[:2])
    ]


def _models() -> Iterator[type[models.Model]]:
    for model in apps.get_models(include_auto_created=True):
        if model._meta.app_label in OURS and model._meta.model_name not in (
            *ALWAYS_THERE,
            BY_NAME,
        ):
            yield model
