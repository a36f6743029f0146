"""A three-way merge of my form with what others saved: what one of us changed is taken, what both changed is asked for.

Rows are known again by their uid. What the history does not record of a row (its position, a file) stays as I sent it.
"""

from collections.abc import Iterable, Iterator
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

THEIRS, MINE, CONFLICT = "theirs", "mine", "conflict"
DELETE = "DELETE"
GONE, NOTHING = "(deleted)", "(no such row)"


class FieldDifference(NamedTuple):
    """One field, or one whole row, that differs from what I opened; `name` is its name in the form that comes back."""

    name: str
    label: str
    base: str
    theirs: str
    mine: str
    outcome: str


class PostedRow(NamedTuple):
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
        self.differences: list[FieldDifference] = []
        self.brought_back: list[tuple[str, int, str]] = []

    @property
    def conflicting(self) -> list[str]:
        """The names of the fields that both changed."""
        names = []
        for difference in self.differences:
            if difference.outcome == CONFLICT:
                names.append(difference.name)
        return names

    def merge_forms(
        self, form: forms.ModelForm, formsets: list[BaseInlineFormSet]
    ) -> None:
        """Merge my data with these forms of the record as it stands now, which nobody has touched."""
        public = self.kind.serializer
        before = drafts.form_data(public, self.base)
        now = drafts.form_data(public, self.theirs)
        for name in _names(form, ALONE):
            mine = self.data.getlist(name)
            choice = self.choices.get(name)
            merged = self._merge_field(form, name, before, now, mine, choice)
            self.data.setlist(name, merged)
        by_prefix = {formset.prefix: formset for formset in formsets}
        for part in self.kind.parts:
            if part.name in by_prefix and f"{part.name}-TOTAL_FORMS" in self.data:
                self._merge_part(part, by_prefix[part.name])

    def _merge_field(
        self,
        form: forms.ModelForm,
        name: str,
        before: dict,
        now: dict,
        mine: Texts,
        choice: str | None,
        row_label: str = "",
    ) -> Texts:
        """The texts that the field gets; a difference is noted unless both of us mean the same."""
        field, theirs = form.fields[name], form_data.of_field(form, name)
        is_changed = before.get(name) != now.get(name)
        old = form_data.texts(field, before.get(name)) if is_changed else theirs
        if choice == THEIRS:
            outcome = THEIRS
        elif form_data.same(field, mine, theirs):
            return mine
        elif form_data.same(field, old, theirs):
            outcome = MINE
        else:
            outcome = THEIRS if form_data.same(field, mine, old) else CONFLICT
        difference = FieldDifference(
            name=form.add_prefix(name),
            label=f"{row_label}{field.label or name}",
            base=form_data.display_text(field, old),
            theirs=form_data.display_text(field, theirs),
            mine=form_data.display_text(field, mine),
            outcome=outcome,
        )
        self.differences.append(difference)
        return theirs if outcome == THEIRS else mine

    def _merge_part(self, part: PartKind, formset: BaseInlineFormSet) -> None:
        """Merge the rows of one part: those that stand, those that they deleted, and my new ones."""
        before = _by_uid(self.base.get(part.name))
        now = _by_uid(self.theirs.get(part.name))
        standing = {str(form.instance.uid): form for form in formset.initial_forms}
        known, new = self._match_rows(part, before, standing)
        if part.single and standing and (known or new):
            # There is one row at most: whatever I sent is meant to be that one.
            (uid,) = standing
            before = {uid: next(iter(before.values()), {})}
            known, new = {uid: [*known.values(), *new][0]}, []
        rows = []
        for uid, form in standing.items():
            rows.append(
                self._standing_row(
                    part,
                    formset,
                    form,
                    before.get(uid),
                    now.get(uid, {}),
                    known.get(uid),
                )
            )
        for uid, row in known.items():
            if uid not in standing:
                rows += self._returning_rows(
                    part, formset, before.get(uid, {}), row, len(rows), uid
                )
        for row in new:
            text = _row_text(formset.empty_form, row.values)
            self._note_row(formset, "", row.at, NOTHING, NOTHING, text, MINE)
            rows.append(row.values)
        self._write(part.name, rows, len(standing))

    def _match_rows(
        self, part: PartKind, before: dict, standing: dict
    ) -> tuple[dict[str, PostedRow], list[PostedRow]]:
        """My rows by the uid that they had when I opened the form, and those that are new."""
        uids = {str(form.instance.pk): uid for uid, form in standing.items()}
        returned = self._returned_uids(part, before)
        # Both stand in the order in which the form was opened, so that the two lists of vanished rows match.
        vanished = iter(_without(before, (*standing, *returned.values())))
        known, new = {}, []
        for row in _rows(self.data, part.name):
            key = row.values.get("id", [""])[0]
            uid = uids.get(key) or returned.get(row.at)
            if not uid and key:
                uid = next(vanished, None)
            row.values["id"] = [""]
            if uid:
                known[uid] = row
            elif not (key and row.is_deleted):
                new.append(row)
        return known, new

    def _returned_uids(self, part: PartKind, before: dict) -> dict[int, str]:
        """The uids of the rows of a part that my form brought back, by their place in it."""
        uids = {}
        for (prefix, place), uid in self.returned.items():
            if prefix != part.name:
                continue
            is_given_up = self.choices.get(f"{prefix}-{place}-{DELETE}") == THEIRS
            if uid in before or is_given_up:
                uids[place] = uid
        return uids

    def _standing_row(
        self,
        part: PartKind,
        formset: BaseInlineFormSet,
        form: forms.ModelForm,
        before: dict | None,
        now: dict,
        row: PostedRow | None,
    ) -> dict[str, Texts]:
        """What a row that is in the record now is sent with."""
        fixed = {"id": [str(form.instance.pk)], formset.fk.name: [str(self.record.pk)]}
        names = _names(form, ("id", formset.fk.name, DELETE))
        theirs = {name: form_data.of_field(form, name) for name in names}
        place = formset.initial_forms.index(form)
        if row is None:
            if before is None:
                text = _row_text(form, theirs)
                self._note_row(formset, "", place, NOTHING, text, NOTHING, THEIRS)
            return theirs | fixed
        if row.is_deleted:
            deleted = self._deleted_by_me(
                formset, form, before, now, row, place, theirs
            )
            return theirs | deleted | fixed
        public = drafts.serializer_of(self.kind, part)
        old, new = drafts.form_data(public, before or {}), drafts.form_data(public, now)
        row_label = f"{_label(formset)} {place + 1}: "
        merged = {}
        for name in names:
            mine, choice = row.values.get(name, []), self._choice(part, row, name)
            merged[name] = self._merge_field(
                form, name, old, new, mine, choice, row_label
            )
        return row.values | merged | fixed

    def _deleted_by_me(
        self,
        formset: BaseInlineFormSet,
        form: forms.ModelForm,
        before: dict | None,
        now: dict,
        row: PostedRow,
        place: int,
        theirs: dict,
    ) -> dict[str, Texts]:
        """What marks the row as deleted; nothing where I chose theirs."""
        text = _row_text(form, theirs)
        if self.choices.get(f"{formset.prefix}-{row.at}-{DELETE}") == THEIRS:
            self._note_row(formset, "", place, "", text, GONE, THEIRS)
            return {}
        outcome = MINE if before == now else CONFLICT
        old = _content_text(formset, self.kind, before or {})
        name = f"{formset.prefix}-{place}-{DELETE}"
        self._note_row(formset, name, place, old, text, GONE, outcome)
        return {DELETE: ["on"]}

    def _returning_rows(
        self,
        part: PartKind,
        formset: BaseInlineFormSet,
        before: dict,
        row: PostedRow,
        place: int,
        uid: str,
    ) -> list[dict[str, Texts]]:
        """A row that they deleted: gone unless I changed it; then it is asked, and stands in the form as a new one."""
        text = _content_text(formset, self.kind, before)
        is_given_up = self._choice(part, row, DELETE) == THEIRS
        if is_given_up or not self._is_changed(part, formset, before, row):
            self._note_row(formset, "", place, text, GONE, "", THEIRS)
            return []
        name = f"{part.name}-{place}-{DELETE}"
        mine = _row_text(formset.empty_form, row.values)
        self._note_row(formset, name, place, text, GONE, mine, CONFLICT)
        self.brought_back.append((part.name, place, uid))
        return [row.values]

    def _is_changed(
        self, part: PartKind, formset: BaseInlineFormSet, before: dict, row: PostedRow
    ) -> bool:
        """Whether I kept a row, and changed anything of it but its position."""
        if row.is_deleted:
            return False
        form = formset.empty_form
        old = drafts.form_data(drafts.serializer_of(self.kind, part), before)
        for name in _names(form, ("id", formset.fk.name, DELETE, "position")):
            if name not in old:
                continue
            field = form.fields[name]
            texts = form_data.texts(field, old[name])
            if not form_data.same(field, row.values.get(name, []), texts):
                return True
        return False

    def _choice(self, part: PartKind, row: PostedRow, name: str) -> str | None:
        return self.choices.get(f"{part.name}-{row.at}-{name}")

    def _note_row(
        self,
        formset: BaseInlineFormSet,
        name: str,
        place: int,
        base: str,
        theirs: str,
        mine: str,
        outcome: str,
    ) -> None:
        """Add a difference that concerns a whole row; without a name nothing is to be chosen."""
        label = f"{_label(formset)} {place + 1}"
        difference = FieldDifference(name, label, base, theirs, mine, outcome)
        self.differences.append(difference)

    def _write(self, prefix: str, rows: list[dict[str, Texts]], initial: int) -> None:
        """Put the rows of a part back into the data, numbered anew."""
        for place, row in enumerate(rows):
            for name, values in row.items():
                self.data.setlist(f"{prefix}-{place}-{name}", values)
        self.data[f"{prefix}-INITIAL_FORMS"] = str(initial)
        self.data[f"{prefix}-TOTAL_FORMS"] = str(len(rows))


def _names(form: forms.BaseForm, but: tuple[str, ...]) -> list[str]:
    """The fields whose values travel as text."""
    return [
        name
        for name, field in form.fields.items()
        if name not in but and not isinstance(field, forms.FileField)
    ]


def _without(uids: Iterable[str], others: Iterable[str]) -> list[str]:
    """The uids in their order, less the others."""
    left_out = set(others)
    return [uid for uid in uids if uid not in left_out]


def _rows(data: QueryDict, prefix: str) -> Iterator[PostedRow]:
    """Each row of a part, taken out of the data."""
    total = str(data[f"{prefix}-TOTAL_FORMS"])
    for at in range(int(total) if total.isdigit() else 0):
        start = f"{prefix}-{at}-"
        keys = [key for key in data if key.startswith(start)]
        yield PostedRow(at, {key.removeprefix(start): data.pop(key) for key in keys})


def _by_uid(content: list | dict | None) -> dict[str, dict]:
    """The rows of a part in a working copy, whether it holds one or several."""
    if not isinstance(content, list):
        content = [content] if content else []
    return {str(row.get("uid", place)): row for place, row in enumerate(content)}


def _label(formset: BaseInlineFormSet) -> str:
    return str(formset.fk.model._meta.verbose_name).capitalize()


def _row_text(form: forms.BaseForm, values: dict[str, Texts]) -> str:
    """A whole row in words, a field a line."""
    lines = []
    for name, field in form.fields.items():
        is_shown = name not in (DELETE, "position") and not field.widget.is_hidden
        if name not in values or not is_shown:
            continue
        text = form_data.display_text(field, values[name])
        if text:
            lines.append(f"{field.label or name}: {text}")
    return "\n".join(lines)


def _content_text(
    formset: BaseInlineFormSet, kind: registry.Kind, content: dict
) -> str:
    """A row of a working copy in words, a field a line."""
    part = next(part for part in kind.parts if part.name == formset.prefix)
    form = formset.empty_form
    data = drafts.form_data(drafts.serializer_of(kind, part), content)
    values = {}
    for name, field in form.fields.items():
        if name in data:
            values[name] = form_data.texts(field, data.get(name))
    return _row_text(form, values)
