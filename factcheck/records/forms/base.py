"""What every record's form and every part's form does."""

from django import forms
from django.core.exceptions import ValidationError
from django.db import models
from django.db.models import Q
from django.utils.text import slugify

from factcheck.models import Capture, PublishedSlug, Record
from factcheck.models.fields import WordsField
from factcheck.text import invisible, passages

from .fields import formfield

SLUG_LENGTH = 60
PUBLISHED_THERE = (
    "Another record%(title)s was published under this slug; choose a new one."
)
USED_THERE = "Another record%(title)s has this slug; choose a new one."
READ = (
    models.CharField,
    models.TextField,
    WordsField,
)  # texts; addresses, dates and choices have rules of their own


class ReadableForm(forms.ModelForm):
    """Takes no text that readers could not see, or would see turned around. `verbatim` are fields of exact words."""

    verbatim: tuple[str, ...] = ()

    def clean(self):
        cleaned = super().clean()
        for name in [name for name in cleaned if self._is_read(name)]:
            self._read(cleaned, name)
        return cleaned

    def _is_read(self, name: str) -> bool:
        field = next(
            (field for field in self.instance._meta.fields if field.name == name), None
        )
        return type(field) in READ and not field.choices

    def _read(self, cleaned: dict, name: str) -> None:
        """Tidy one field; a list of texts is read text by text, and what is blank of it left out."""
        value, quoted = cleaned[name], name in self.verbatim
        texts = value if isinstance(value, list) else [value or ""]
        if refusals := [
            why for text in texts if (why := invisible.refusal(text, quoted=quoted))
        ]:
            return self.add_error(name, refusals[0])
        if not quoted:
            texts = [invisible.tidied(text) for text in texts]
        seen = [text for text in texts if not invisible.is_blank(text)]
        if any(texts) and not seen and self.fields[name].required:
            return self.add_error(
                name, "Nothing of this can be seen; write it in letters."
            )
        cleaned[name] = seen if isinstance(value, list) else "".join(seen)
        return None


class LinkingForm(ReadableForm):
    """Links a new row to others without asking first which links it has."""

    is_new = False

    def save(self, commit: bool = True):
        self.is_new = self.instance.pk is None
        return super().save(commit)

    def _save_m2m(self) -> None:
        if not self.is_new:
            return super()._save_m2m()
        for field in self.instance._meta.many_to_many:
            if field.name in self.cleaned_data:
                getattr(self.instance, field.name).add(*self.cleaned_data[field.name])


class RecordForm(LinkingForm):
    """The form of a kind's own fields. `titled_by` names the field that an empty slug is made from."""

    titled_by = ""

    class Meta:
        formfield_callback = formfield

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        if "slug" in self.fields:
            self.fields["slug"].required = False

    def clean(self):
        cleaned = super().clean()
        if "slug" in self.fields and "slug" not in self.errors:
            cleaned["slug"] = self._slug(
                cleaned.get("slug") or "", str(cleaned.get(self.titled_by) or "")
            )
        return cleaned

    def _slug(self, written: str, title: str) -> str:
        own, same = Q(uid=self.instance.uid), Q(kind=self.instance.kind, slug=written)
        published = dict(
            PublishedSlug.objects.filter(own | same).values_list("uid", "slug")
        )
        if fixed := published.get(self.instance.uid):
            return self._fixed_slug(written, fixed)
        if not written:
            return _free_slug(
                type(self.instance), self.instance.kind, title, self.instance.pk
            )
        if published:
            self._taken(
                type(self.instance).objects.filter(uid__in=published).first(),
                PUBLISHED_THERE,
            )
        return written

    def validate_unique(self) -> None:
        super().validate_unique()
        if self.has_error("slug", "unique"):
            del self._errors["slug"]
            written = self.data.get(self.add_prefix("slug"))
            self._taken(
                type(self.instance).objects.filter(slug=written).first(), USED_THERE
            )

    def _taken(self, other: Record | None, said: str) -> None:
        """Say which record has the slug; the desk links it."""
        title = f", “{other}”," if other else ""
        error = ValidationError(
            said, code="taken", params={"title": title, "record": other}
        )
        self.add_error("slug", error)

    def _fixed_slug(self, written: str, fixed: str) -> str:
        if written and written != fixed:
            self.add_error(
                "slug", f"The slug was fixed as “{fixed}” at first publication."
            )
        return fixed


def _free_slug(model: type[Record], kind: str, title: str, own_pk) -> str:
    """A slug from the title that no record has or ever had."""
    stem = slugify(title)[:SLUG_LENGTH].strip("-") or kind
    taken = set(
        model.objects.filter(slug__startswith=stem)
        .exclude(pk=own_pk)
        .values_list("slug", flat=True)
    )
    taken |= set(
        PublishedSlug.objects.filter(kind=kind, slug__startswith=stem).values_list(
            "slug", flat=True
        )
    )
    slug, number = stem, 1
    while slug in taken:
        number += 1
        slug = f"{stem}-{number}"
    return slug


class PartForm(LinkingForm):
    class Meta:
        formfield_callback = formfield


class AnchoredForm(forms.ModelForm):
    """Finds the passage's place in an archived copy of the source, so that nobody counts code points."""

    verbatim = ("exact",)

    def clean(self):
        cleaned = super().clean()
        exact = self.passage_words(cleaned)
        if not exact:
            self._anchor(cleaned, None, None, "")
        elif cleaned.get("source") is not None:
            self._find(cleaned, exact)
        return cleaned

    def passage_words(self, cleaned: dict) -> str:
        """The words to find; the form's own passage field unless a kind says otherwise."""
        return cleaned.get("exact") or ""

    def _find(self, cleaned: dict, exact: str) -> None:
        """Anchor in the copy that holds the words: at the place said, or at the only one there is."""
        named = cleaned.get("capture_sha256")
        copies = cleaned["source"].captures.all()
        held = [copy for copy in copies if named in ("", None, copy.sha256)]
        for copy in held:
            places = passages.places(copy.text, exact)
            if places:
                said = [
                    place for place in places if place.start == cleaned.get("start")
                ]
                chosen = said[0] if said else places[0] if len(places) == 1 else None
                return self._anchor(cleaned, copy, chosen, exact)
        if held or not named:
            self._anchor(cleaned, None, None, exact, named or "")

    def _anchor(
        self,
        cleaned: dict,
        copy: Capture | None,
        place: passages.TextSpan | None,
        exact: str,
        named: str = "",
    ) -> None:
        """Keep the passage as it stands in the copy, with its line ends; without a place, as it was given."""
        start, end = place or (None, None)
        before, after = passages.around(copy.text, start, end) if place else ("", "")
        exact = copy.text[start:end] if place else exact
        cleaned.update(
            exact=exact, start=start, capture_sha256=copy.sha256 if copy else named
        )
        self.instance.end, self.instance.before, self.instance.after = (
            end,
            before,
            after,
        )
