"""The results of an autocomplete: the best match first, each with its kind and its public state."""

from collections.abc import Sequence
from typing import Any

from django.contrib.admin import ModelAdmin
from django.contrib.admin.views.autocomplete import AutocompleteJsonView
from django.core.exceptions import PermissionDenied
from django.db import models
from django.db.backends.base.base import BaseDatabaseWrapper
from django.db.models import (
    Case,
    Exists,
    Expression,
    F,
    IntegerField,
    OuterRef,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast, Concat, Length
from django.db.models.sql.compiler import SQLCompiler
from django.http import HttpRequest, JsonResponse
from django.utils.text import Truncator

from factcheck.models import Publication, Record
from factcheck.models.fields import WordsField
from factcheck.text.matching import spelling

from .columns import NEVER, standing

CompiledSql = tuple[str, tuple[str | int, ...]]

SHOWN = 20  # options on a page
MOST_PAGES = 500
LONGEST = 110  # characters of a title
MOST_WORDS = 6  # of what is typed; the rest is ignored
SHORT = 2  # letters; so few are looked for at the beginning of words alone
ANYWHERE = 3  # the last place in the order, behind exact, beginning and word


class JoinedTexts(models.Func):
    """The texts of a list as one text, one a line."""

    output_field = TextField()

    def as_sqlite(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> CompiledSql:
        return self.as_sql(
            compiler,
            connection,
            template="(SELECT group_concat(value, char(10)) FROM json_each(%(expressions)s))",
        )

    def as_postgresql(
        self, compiler: SQLCompiler, connection: BaseDatabaseWrapper, **more: Any
    ) -> CompiledSql:
        texts = "SELECT string_agg(value, chr(10)) FROM jsonb_array_elements_text(%(expressions)s)"
        return self.as_sql(compiler, connection, template=f"({texts})")


class RankedOptions(AutocompleteJsonView):
    """The JSON view of the options, paged without counting all of them."""

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> JsonResponse:
        self.term, self.model_admin, self.source_field, to_field_name = (
            self.process_request(request)
        )
        if not self.has_perm(request):
            raise PermissionDenied
        start = (_page(request.GET.get("page", "")) - 1) * SHOWN
        rows = list(self.get_queryset()[start : start + SHOWN + 1])
        lines = _lines(rows[:SHOWN])
        found = [
            {
                "id": str(getattr(row, to_field_name)),
                "text": option_text(row, lines, self.model_admin),
            }
            for row in rows[:SHOWN]
        ]
        return JsonResponse(
            {"results": found, "pagination": {"more": len(rows) > SHOWN}}
        )

    def get_queryset(self) -> QuerySet:
        rows = self.model_admin.get_queryset(self.request)
        rows = rows.select_related(*getattr(self.model_admin, "option_related", ()))
        rows = rows.complex_filter(self.source_field.get_limit_choices_to())
        words = spelling.typed_words(self.term)[:MOST_WORDS]
        return (
            ranked(rows, self.model_admin.get_search_fields(self.request), words)
            if words
            else _by_state(rows)
        )


def _page(text: str) -> int:
    return (
        min(max(int(text), 1), MOST_PAGES) if text.isascii() and text.isdecimal() else 1
    )


def ranked(rows: QuerySet, fields: Sequence[str], words: list[str]) -> QuerySet:
    """The rows in which every word is found: exact, then by their beginning, by that of a word, anywhere.

    The first field is what a row is called by, lists of other names count as much; what else is searched comes last.
    Among equals what is live comes first, then drafts, then the shorter name.
    """
    names = [name for name in fields if name == fields[0] or _is_list(rows.model, name)]
    rows = rows.annotate(
        desk_names=_joined(rows.model, names), desk_other=_joined(rows.model, fields)
    )
    for word in words:
        pattern = (
            spelling.word_start(word) if len(word) <= SHORT else spelling.anywhere(word)
        )
        rows = rows.filter(desk_other__iregex=pattern)
    typed = " ".join(words)
    place = Case(
        When(desk_names__iregex=spelling.line(typed), then=0),
        When(desk_names__iregex=spelling.line_start(typed), then=1),
        When(desk_names__iregex=spelling.word_start(typed), then=2),
        default=ANYWHERE,
        output_field=IntegerField(),
    )
    return _by_state(
        rows.annotate(desk_place=place), "desk_place", Length(fields[0]), fields[0]
    )


def _is_list(model: type[models.Model], name: str) -> bool:
    return "__" not in name and isinstance(model._meta.get_field(name), WordsField)


def _joined(model: type[models.Model], names: Sequence[str]) -> Expression:
    """Several fields as one text, one a line."""
    texts = [
        JoinedTexts(F(name)) if _is_list(model, name) else Cast(F(name), TextField())
        for name in names
    ]
    parts = [part for text in texts for part in (text, Value("\n"))][:-1]
    return Concat(*parts, output_field=TextField()) if len(parts) > 1 else texts[0]


def _by_state(rows: QuerySet, *order: str | Expression) -> QuerySet:
    """In this order with what is live before drafts, and drafts before what was taken down."""
    if not issubclass(rows.model, Record):
        return rows.order_by(
            *order, *(rows.query.order_by or rows.model._meta.ordering), "pk"
        )
    lines = Publication.objects.filter(uid=OuterRef("uid"), superseded_seq__isnull=True)
    state = Case(
        When(Exists(lines.filter(happened_key__gt="")), then=0),
        When(Exists(lines), then=2),
        default=1,
        output_field=IntegerField(),
    )
    first, *others = order or ["-changed_at"]
    placed = [first, state, *others] if order else [state, first]
    return rows.order_by(*placed, "pk")


def _lines(rows: list) -> dict:
    """The ledger's current line of each record, in one query."""
    uids = [row.uid for row in rows if isinstance(row, Record)]
    if not uids:
        return {}
    lines = Publication.objects.filter(uid__in=uids, superseded_seq__isnull=True).defer(
        *Publication.TEXTS
    )
    return {line.uid: line for line in lines}


def option_text(row: models.Model, lines: dict, model_admin: ModelAdmin) -> str:
    """An option in words: “Denmark — government, live”."""
    title = Truncator(str(row)).chars(LONGEST)
    kind = getattr(model_admin, "option_kind", lambda row: row._meta.verbose_name)(row)
    state = f", {_state(lines.get(row.uid))}" if isinstance(row, Record) else ""
    return f"{title} — {kind}{state}"


def _state(line: Publication | None) -> str:
    word = standing(line)
    return "draft" if word == NEVER else word
