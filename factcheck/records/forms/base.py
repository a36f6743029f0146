"""What every record's form and every part's form does."""

from typing import TYPE_CHECKING, Any, Protocol, cast

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from factcheck.models import Capture, PublishedSlug, Record
from factcheck.models.fields import WordsField
from factcheck.text import invisible, passages

from .fields import formfield

if TYPE_CHECKING:
    ModelForm = forms.ModelForm[Any]
else:  # takes no parameter outside of the stubs
    ModelForm = forms.ModelForm

SLUG_LENGTH = 60
PUBLISHED_THERE = (
    "Another record%(title)s was published under this slug; choose a new one."
)
USED_THERE = "Another record%(title)s has this slug; choose a new one."
# Subclasses such as addresses and dates, and fields with choices, have rules of their own.
TEXT_FIELDS = (models.CharField, models.TextField, WordsField)


class ReadableForm(ModelForm):
    """Takes no text that readers could not see, or would see turned around.

    `verbatim` are fields of exact words; `content_fields` are attributes that no editor types and a dossier gives.
    """

    verbatim: tuple[str, ...] = ()
    content_fields: tuple[str, ...] = ()

    def clean(self) -> dict[str, Any]:
        cleaned = cast(
            dict[str, Any], super().clean()
        )  # Django's own gives `cleaned_data`
        texts = {
            field.name
            for field in self.instance._meta.fields
            if type(field) in TEXT_FIELDS and not field.choices
        }
        for name in [name for name in cleaned if name in texts]:
            self._clean_text(cleaned, name)
        return cleaned

    def _clean_text(self, cleaned: dict[str, Any], name: str) -> None:
        """Tidy one field; a list of texts is tidied text by text, and what is blank of it left out."""
        value, quoted = cleaned[name], name in self.verbatim
        texts = value if isinstance(value, list) else [value or ""]
        for text in texts:
            if refusal := invisible.refusal(text, quoted=quoted):
                self.add_error(name, refusal)
                return
        visible = _visible(texts, quoted=quoted)
        if any(texts) and not visible and self.fields[name].required:
            self.add_error(name, "Nothing of this can be seen; write it in letters.")
            return
        cleaned[name] = visible if isinstance(value, list) else "".join(visible)


def _visible(texts: list[str], *, quoted: bool) -> list[str]:
    """The texts of which something can be seen, tidied unless they are exact words."""
    if not quoted:
        texts = [invisible.tidied(text) for text in texts]
    return [text for text in texts if not invisible.is_blank(text)]


class _SavesLinks(Protocol):
    """How a model's form of Django saves its many-to-many fields; its stubs leave it out."""

    def _save_m2m(self) -> None: ...


class LinkingForm(ReadableForm):
    """Links a new row to others without asking first which links it has."""

    is_new = False

    def save(self, commit: bool = True) -> Any:
        self.is_new = self.instance.pk is None
        return super().save(commit)

    def _save_m2m(self) -> None:
        if not self.is_new:
            return cast(_SavesLinks, super())._save_m2m()
        for field in self.instance._meta.many_to_many:
            if field.name in self.cleaned_data:
                getattr(self.instance, field.name).add(*self.cleaned_data[field.name])


class RecordForm(LinkingForm):
    """The form of a kind's own fields. `titled_by` names the field that an empty slug is made from."""

    titled_by = ""

    class Meta:
        formfield_callback = formfield

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self) -> dict[str, Any]:
        cleaned = super().clean()
        if "slug" in self.fields and "slug" not in self.errors:
            cleaned["slug"] = self._slug(
                cleaned.get("slug") or "", str(cleaned.get(self.titled_by) or "")
            )
        return cleaned

    def _slug(self, slug: str, title: str) -> str:
        record = self.instance
        own, same = Q(uid=record.uid), Q(kind=record.kind, slug=slug)
        rows = PublishedSlug.objects.filter(own | same)
        published = dict(rows.values_list("uid", "slug"))
        if fixed := published.get(record.uid):
            return self._fixed_slug(slug, fixed)
        if not slug:
            return _free_slug(type(record), record.kind, title, record.pk)
        if published:
            other = type(record).objects.filter(uid__in=published).first()
            self._add_taken(other, PUBLISHED_THERE)
        return slug

    def validate_unique(self) -> None:
        super().validate_unique()
        if self.has_error("slug", "unique"):
            del self.errors["slug"]
            slug = self.data.get(self.add_prefix("slug"))
            other = type(self.instance).objects.filter(slug=slug).first()
            self._add_taken(other, USED_THERE)

    def _add_taken(self, other: Record | None, message: str) -> None:
        """Add the error that names the record that has the slug; the desk links it."""
        title = f", “{other}”," if other else ""
        error = ValidationError(
            message, code="taken", params={"title": title, "record": other}
        )
        self.add_error("slug", error)

    def _fixed_slug(self, written: str, fixed: str) -> str:
        if written and written != fixed:
            self.add_error(
                "slug", f"The slug was fixed as “{fixed}” at first publication."
            )
        return fixed


def _free_slug(model: type[Record], kind: str, title: str, own_pk: int | None) -> str:
    """A slug from the title that no record has or ever had."""
    stem = slugify(title)[:SLUG_LENGTH].strip("-") or kind
    others = model.objects.filter(slug__startswith=stem).exclude(pk=own_pk)
    published = PublishedSlug.objects.filter(kind=kind, slug__startswith=stem)
    taken = set(others.values_list("slug", flat=True))
    taken |= set(published.values_list("slug", flat=True))
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


class PartForm(LinkingForm):
    class Meta:
        formfield_callback = formfield


class AnchoredForm(ModelForm):
    """Finds the passage's place in an archived copy of the source."""

    verbatim: tuple[str, ...] = ("exact",)

    def clean(self) -> dict[str, Any]:
        cleaned = cast(
            dict[str, Any], super().clean()
        )  # Django's own gives `cleaned_data`
        exact = self.passage_words(cleaned)
        if not exact:
            self._anchor(cleaned, None, None, "")
        elif cleaned.get("source") is not None:
            self._find(cleaned, exact)
        return cleaned

    def passage_words(self, cleaned: dict[str, Any]) -> str:
        """The words to find; the form's own passage field unless a kind says otherwise."""
        return cleaned.get("exact") or ""

    def _find(self, cleaned: dict[str, Any], exact: str) -> None:
        """Anchor in the copy that holds the words: at the given place, or at the only one there is."""
        sha256 = cleaned.get("capture_sha256")
        copies = cleaned["source"].captures.all()
        candidates = [copy for copy in copies if sha256 in ("", None, copy.sha256)]
        for copy in candidates:
            places = passages.places(copy.text, exact)
            if places:
                place = _choose(places, cleaned.get("start"))
                self._anchor(cleaned, copy, place, exact)
                return
        # A copy that is not held cannot be looked into: then the passage stays as it was given.
        if candidates or not sha256:
            self._anchor(cleaned, None, None, exact, sha256 or "")

    def _anchor(
        self,
        cleaned: dict[str, Any],
        copy: Capture | None,
        place: passages.TextSpan | None,
        exact: str,
        sha256: str = "",
    ) -> None:
        """Set the passage as it stands in the copy, with its line ends; without a place, as it was given."""
        start = end = None
        before = after = ""
        if copy and place:
            start, end = place
            before, after = passages.around(copy.text, start, end)
            exact = copy.text[start:end]
        cleaned.update(
            exact=exact, start=start, capture_sha256=copy.sha256 if copy else sha256
        )
        self.instance.end = end
        self.instance.before = before
        self.instance.after = after


def _choose(
    places: list[passages.TextSpan], start: int | None
) -> passages.TextSpan | None:
    """The place that begins at `start`, else the only one; None where several could be meant."""
    for place in places:
        if place.start == start:
            return place
    return places[0] if len(places) == 1 else None
