"""My form laid over what others saved meanwhile: what one of us changed stands, what both changed is asked.

Rows are known again by their uid. What the history does not record of a row (its position, a file) stays as I sent it.
"""

from collections.abc import Iterator
from typing import NamedTuple

from django import forms
from django.forms.models import BaseInlineFormSet
from django.http import QueryDict

from factcheck import workflow
from factcheck.models import Record
from factcheck.records import drafts, registry
from factcheck.records.registry import PartKind

from . import form_data
from .form_data import Texts
from .forms import ALONE

THEIRS, MINE, ASKED = "theirs", "mine", "asked"
DELETE = "DELETE"
GONE, NOTHING = "(deleted)", "(no such row)"


class Difference(NamedTuple):
    """One field, or one whole row, that differs from what I opened; `name` is its name in the form that comes back."""

    name: str
    label: str
    base: str
    theirs: str
    mine: str
    outcome: str


class Row(NamedTuple):
    """A row as it was sent, and at which place."""

    at: int
    values: dict[str, Texts]

    @property
    def is_deleted(self) -> bool:
        return bool(self.values.get(DELETE))


class Merge:
    """`data` is the form that comes back, `differences` say what became of each change.

    `base` is the working copy that I opened, `choices` what I chose for fields asked before ({name: theirs or mine}),
    `returned` the rows that they deleted and that my form brought back: {(part, place): uid}.
    """

    def __init__(
        self, record: Record, base: dict, sent: QueryDict, choices: dict, returned: dict
    ):
        self.record, self.kind, self.base = record, registry.of(record), base
        self.theirs = workflow.working_copy(record)
        self.data, self.choices, self.returned = sent.copy(), choices, returned
        self.differences: list[Difference] = []
        self.brought_back: list[tuple[str, int, int, str]] = []

    @property
    def asked(self) -> list[str]:
        """The names of the fields that both changed."""
        return [
            difference.name
            for difference in self.differences
            if difference.outcome == ASKED
        ]

    def lay(self, form: forms.ModelForm, formsets: list[BaseInlineFormSet]) -> None:
        """Merge my data with these forms of the record as it stands now, which nobody has touched."""
        public = self.kind.serializer
        before, now = (
            drafts.form_data(public, self.base),
            drafts.form_data(public, self.theirs),
        )
        for name in _names(form, ALONE):
            merged = self._field(
                form, name, before, now, self.data.getlist(name), self.choices.get(name)
            )
            self.data.setlist(name, merged)
        by_prefix = {formset.prefix: formset for formset in formsets}
        for part in self.kind.parts:
            if part.name in by_prefix and f"{part.name}-TOTAL_FORMS" in self.data:
                self._part(part, by_prefix[part.name])

    def _field(
        self,
        form,
        name: str,
        before: dict,
        now: dict,
        mine: Texts,
        choice,
        called: str = "",
    ) -> Texts:
        field, theirs = form.fields[name], form_data.of_field(form, name)
        old = (
            form_data.texts(field, before.get(name))
            if before.get(name) != now.get(name)
            else theirs
        )
        if choice == THEIRS:
            outcome = THEIRS
        elif form_data.same(field, mine, theirs):
            return mine
        elif form_data.same(field, old, theirs):
            outcome = MINE
        else:
            outcome = THEIRS if form_data.same(field, mine, old) else ASKED
        said = (form_data.words(field, each) for each in (old, theirs, mine))
        label = f"{called}{field.label or name}"
        self.differences.append(
            Difference(form.add_prefix(name), label, *said, outcome)
        )
        return theirs if outcome == THEIRS else mine

    def _part(self, part: PartKind, formset: BaseInlineFormSet) -> None:
        before, now = (
            _by_uid(self.base.get(part.name)),
            _by_uid(self.theirs.get(part.name)),
        )
        standing = {str(form.instance.uid): form for form in formset.initial_forms}
        known, new = self._recognised(part, before, standing)
        if part.single and standing and (known or new):
            (uid,) = standing
            before = {uid: next(iter(before.values()), {})}
            known, new = {uid: [*known.values(), *new][0]}, []
        laid = [
            self._standing(
                part, formset, form, before.get(uid), now.get(uid, {}), known.get(uid)
            )
            for uid, form in standing.items()
        ]
        for uid, row in known.items():
            if uid not in standing:
                laid += self._returning(
                    part, formset, before.get(uid, {}), row, len(laid), uid
                )
        for row in new:
            self._say_row(
                formset,
                "",
                row.at,
                NOTHING,
                NOTHING,
                _told(formset.empty_form, row.values),
                MINE,
            )
        self._write(part.name, [*laid, *(row.values for row in new)], len(standing))

    def _recognised(
        self, part: PartKind, before: dict, standing: dict
    ) -> tuple[dict[str, Row], list[Row]]:
        """My rows by the uid that they had when I opened the form, and those that are new."""
        uids = {str(form.instance.pk): uid for uid, form in standing.items()}
        back = {
            at: uid
            for (prefix, at), uid in self.returned.items()
            if prefix == part.name
            and (uid in before or self.choices.get(f"{prefix}-{at}-{DELETE}") == THEIRS)
        }
        # Both stand in the order in which the form was opened, so that the two lists of vanished rows match.
        vanished = iter(
            [uid for uid in before if uid not in standing and uid not in back.values()]
        )
        known, new = {}, []
        for row in _rows(self.data, part.name):
            key = row.values.get("id", [""])[0]
            uid = (
                uids.get(key)
                or back.get(row.at)
                or (next(vanished, None) if key else None)
            )
            row.values["id"] = [""]
            if uid:
                known[uid] = row
            elif not (key and row.is_deleted):
                new.append(row)
        return known, new

    def _standing(
        self, part, formset, form, before: dict | None, now: dict, row: Row | None
    ) -> dict[str, Texts]:
        """A row that is in the record now."""
        fixed = {"id": [str(form.instance.pk)], formset.fk.name: [str(self.record.pk)]}
        names = _names(form, ("id", formset.fk.name, DELETE))
        theirs = {name: form_data.of_field(form, name) for name in names}
        place = formset.initial_forms.index(form)
        if row is None:
            if before is None:
                self._say_row(
                    formset, "", place, NOTHING, _told(form, theirs), NOTHING, THEIRS
                )
            return theirs | fixed
        if row.is_deleted:
            return (
                theirs
                | self._deleted_by_me(formset, form, before, now, row, place, theirs)
                | fixed
            )
        public = drafts.public_of(self.kind, part)
        old, new = drafts.form_data(public, before or {}), drafts.form_data(public, now)
        called = f"{_called(formset)} {place + 1}: "
        merged = {
            name: self._field(
                form,
                name,
                old,
                new,
                row.values.get(name, []),
                self._choice(part, row, name),
                called,
            )
            for name in names
        }
        return row.values | merged | fixed

    def _deleted_by_me(
        self, formset, form, before, now, row: Row, place: int, theirs: dict
    ) -> dict[str, Texts]:
        if self.choices.get(f"{formset.prefix}-{row.at}-{DELETE}") == THEIRS:
            self._say_row(formset, "", place, "", _told(form, theirs), GONE, THEIRS)
            return {}
        outcome = MINE if before == now else ASKED
        old = _told_content(formset, self.kind, before or {})
        self._say_row(
            formset,
            f"{formset.prefix}-{place}-{DELETE}",
            place,
            old,
            _told(form, theirs),
            GONE,
            outcome,
        )
        return {DELETE: ["on"]}

    def _returning(
        self, part, formset, before: dict, row: Row, place: int, uid: str
    ) -> list[dict[str, Texts]]:
        """A row that they deleted: gone unless I changed it; then it is asked, and stands in the form as a new one."""
        form = formset.empty_form
        old = drafts.form_data(drafts.public_of(self.kind, part), before)
        names = [
            name
            for name in _names(form, ("id", formset.fk.name, DELETE))
            if name in old and name != "position"
        ]
        is_mine = not row.is_deleted and any(
            not form_data.same(
                form.fields[name],
                row.values.get(name, []),
                form_data.texts(form.fields[name], old[name]),
            )
            for name in names
        )
        told = _told_content(formset, self.kind, before)
        if self._choice(part, row, DELETE) == THEIRS or not is_mine:
            self._say_row(formset, "", place, told, GONE, "", THEIRS)
            return []
        name = f"{part.name}-{place}-{DELETE}"
        self._say_row(formset, name, place, told, GONE, _told(form, row.values), ASKED)
        self.brought_back.append((part.name, place, uid))
        return [row.values]

    def _choice(self, part: PartKind, row: Row, name: str) -> str | None:
        return self.choices.get(f"{part.name}-{row.at}-{name}")

    def _say_row(
        self,
        formset,
        name: str,
        place: int,
        base: str,
        theirs: str,
        mine: str,
        outcome: str,
    ) -> None:
        label = f"{_called(formset)} {place + 1}"
        self.differences.append(Difference(name, label, base, theirs, mine, outcome))

    def _write(self, prefix: str, rows: list[dict[str, Texts]], initial: int) -> None:
        for place, row in enumerate(rows):
            for name, values in row.items():
                self.data.setlist(f"{prefix}-{place}-{name}", values)
        self.data[f"{prefix}-INITIAL_FORMS"], self.data[f"{prefix}-TOTAL_FORMS"] = (
            str(initial),
            str(len(rows)),
        )


def _names(form: forms.BaseForm, but: tuple[str, ...]) -> list[str]:
    """The fields whose values travel as text."""
    return [
        name
        for name, field in form.fields.items()
        if name not in but and not isinstance(field, forms.FileField)
    ]


def _rows(data: QueryDict, prefix: str) -> Iterator[Row]:
    """Each row of a part, taken out of the data."""
    written = data[f"{prefix}-TOTAL_FORMS"]
    for at in range(int(written) if written.isdigit() else 0):
        start = f"{prefix}-{at}-"
        keys = [key for key in data if key.startswith(start)]
        yield Row(at, {key[len(start) :]: data.pop(key) for key in keys})


def _by_uid(content: list | dict | None) -> dict[str, dict]:
    """The rows of a part in a working copy, whether it holds one or several."""
    rows = content if isinstance(content, list) else [content] if content else []
    return {str(row.get("uid", place)): row for place, row in enumerate(rows)}


def _called(formset: BaseInlineFormSet) -> str:
    return str(formset.model._meta.verbose_name).capitalize()


def _told(form: forms.BaseForm, values: dict[str, Texts]) -> str:
    """A whole row in words."""
    fields = {
        name: field
        for name, field in form.fields.items()
        if name in values
        and name not in (DELETE, "position")
        and not field.widget.is_hidden
    }
    said = (
        (field.label or name, form_data.words(field, values[name]))
        for name, field in fields.items()
    )
    return "\n".join(f"{label}: {text}" for label, text in said if text)


def _told_content(
    formset: BaseInlineFormSet, kind: registry.Kind, content: dict
) -> str:
    """A row of a working copy in words."""
    part = next(part for part in kind.parts if part.name == formset.prefix)
    form, data = (
        formset.empty_form,
        drafts.form_data(drafts.public_of(kind, part), content),
    )
    return _told(
        form,
        {
            name: form_data.texts(f, data.get(name))
            for name, f in form.fields.items()
            if name in data
        },
    )
