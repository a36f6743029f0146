"""What every record's form and every part's form does."""

from django import forms
from django.db.models import Q
from django.utils.text import slugify

from factcheck import passages
from factcheck.models import Capture, PublishedSlug, Record

from .fields import formfield

SLUG_LENGTH = 60


class LinkingForm(forms.ModelForm):
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
            cleaned["slug"] = self._slug(cleaned.get("slug") or "", str(cleaned.get(self.titled_by) or ""))
        return cleaned

    def _slug(self, written: str, title: str) -> str:
        own, same = Q(uid=self.instance.uid), Q(kind=self.instance.kind, slug=written)
        published = dict(PublishedSlug.objects.filter(own | same).values_list("uid", "slug"))
        if fixed := published.get(self.instance.uid):
            return self._fixed_slug(written, fixed)
        if not written:
            return _free_slug(type(self.instance), self.instance.kind, title, self.instance.pk)
        if published:
            self.add_error("slug", "Another record was published under this slug; choose a new one.")
        return written

    def _fixed_slug(self, written: str, fixed: str) -> str:
        if written and written != fixed:
            self.add_error("slug", f"The slug was fixed as “{fixed}” at first publication.")
        return fixed


def _free_slug(model: type[Record], kind: str, title: str, own_pk) -> str:
    """A slug from the title that no record has or ever had."""
    stem = slugify(title)[:SLUG_LENGTH].strip("-") or kind
    taken = set(model.objects.filter(slug__startswith=stem).exclude(pk=own_pk).values_list("slug", flat=True))
    taken |= set(PublishedSlug.objects.filter(kind=kind, slug__startswith=stem).values_list("slug", flat=True))
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
            places = passages.find_all(copy.text, exact)
            if places:
                start = cleaned.get("start")
                chosen = start if start in places else places[0] if len(places) == 1 else None
                return self._anchor(cleaned, copy, chosen, exact)
        if held or not named:
            self._anchor(cleaned, None, None, exact, named or "")

    def _anchor(self, cleaned: dict, copy: Capture | None, start: int | None, exact: str, named: str = "") -> None:
        end = None if start is None else start + len(exact)
        before, after = ("", "") if start is None else passages.around(copy.text, start, end)
        cleaned.update(exact=exact, start=start, capture_sha256=copy.sha256 if copy else named)
        self.instance.end, self.instance.before, self.instance.after = end, before, after
