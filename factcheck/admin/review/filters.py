"""The filters of a job's suggestions: the form above the list, and the query that carries them on."""

from django import forms
from django.db.models import Count, QuerySet
from django.http import QueryDict

from factcheck.imports.suggestions import SuggestionFilter
from factcheck.models import ImportJob, Suggestion
from factcheck.records import registry

from ..form_fields import choice_field
from .listing import OPEN

CARRIED = ("kind", "step", "match", "confidence", "before", "text", "show")
MATCHES = [
    ("", "Any"),
    ("same", "The same as a known record"),
    ("related", "Related to one"),
    ("none", "Neither"),
]
SHOWN = [("", "To be decided"), ("all", "All, decided too")]


class SuggestionFilterForm(forms.Form):
    """What the list shows, and what a decision about many concerns."""

    text = forms.CharField(label="Words", required=False, max_length=200)
    kind = forms.ChoiceField(required=False)
    step = forms.ChoiceField(label="Found by", required=False)
    match = forms.ChoiceField(label="Repeats", choices=MATCHES, required=False)
    confidence = forms.IntegerField(
        label="At least % sure", required=False, min_value=0, max_value=100
    )
    before = forms.DateField(
        label="Found before",
        required=False,
        widget=forms.DateInput(attrs={"type": "date"}),
        help_text="That day at 0 h.",
    )
    show = forms.ChoiceField(choices=SHOWN, required=False)

    def __init__(self, data: QueryDict, facets: "SuggestionFacets"):
        super().__init__(data)
        kinds = [(name, name.capitalize()) for name in facets.kinds]
        steps = [(step, step) for step in facets.steps if step]
        choice_field(self, "kind").choices = [("", "Any"), *kinds]
        choice_field(self, "step").choices = [("", "Any"), *steps]

    def filter(self, job: ImportJob) -> SuggestionFilter:
        """The filter that the service decides by."""
        conditions = dict(self.cleaned_data) if self.is_valid() else {}
        percent, before = conditions.get("confidence"), conditions.get("before")
        conditions["confidence"] = str(percent / 100) if percent else ""
        conditions["before"] = f"{before:%Y-%m-%d}T00:00:00+00:00" if before else ""
        return SuggestionFilter.of(conditions | {"job": job.pk})

    def rows(self, job: ImportJob) -> QuerySet[Suggestion]:
        """The suggestions that are shown."""
        rows = self.filter(job).chosen()
        show_all = self.is_bound and self.is_valid() and self.cleaned_data["show"]
        return rows if show_all else rows.filter(state__in=OPEN)


class SuggestionFacets:
    """What there is in a job to choose from, and how many: one query."""

    def __init__(self, job: ImportJob):
        counted = (
            Suggestion.objects.filter(job=job)
            .order_by()
            .values_list("kind", "step", "state")
        )
        self.counts = list(counted.annotate(n=Count("pk")))
        ranks = {kind.name: kind.rank for kind in registry.all_kinds()}
        self.kinds = sorted(
            {kind for kind, *_ in self.counts}, key=lambda name: ranks.get(name, 99)
        )
        self.steps = sorted({step for _, step, *_ in self.counts})

    def total(self, *states: str) -> int:
        """How many there are, of all states unless some are named."""
        return sum(n for *_, state, n in self.counts if not states or state in states)


def filter_query(data: QueryDict) -> str:
    """The filter as the part of an address that is carried from page to page."""
    query = QueryDict(mutable=True)
    for name in CARRIED:
        if value := data.get(name):
            query[name] = value
    return query.urlencode()
