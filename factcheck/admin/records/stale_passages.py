"""What became of a source's passages in its newest copy."""

from django.contrib.admin import ModelAdmin
from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpRequest, HttpResponse
from django.template.response import TemplateResponse

from factcheck.records.stale_passages import (
    RelocatedPassage,
    in_newest_copy,
    newest_copy,
)
from factcheck.text.reanchoring import PassageState
from factcheck.text.word_diff import DiffSpan, diff_words

from . import record_titles

SAYS = {
    PassageState.ANCHORED: "Stands where it stood.",
    PassageState.OTHER_SIGNS: "The same words with other signs: quotation marks, dashes, spaces.",
    PassageState.MOVED: "Stands elsewhere now, word for word.",
    PassageState.TEXT_CHANGED: "Its words were changed.",
    PassageState.AMBIGUOUS: "Stands there more than once; say which place is meant.",
    PassageState.ORPHANED: "Is not there any more.",
}
LABELS = {
    PassageState.ANCHORED: "as before",
    PassageState.TEXT_CHANGED: "words changed",
    PassageState.ORPHANED: "gone",
}


def passages_view(
    model_admin: ModelAdmin, request: HttpRequest, object_id: str
) -> HttpResponse:
    """Every passage that was cited from an older copy, with one of six states; what needs a look comes first."""
    source = model_admin.get_object(request, object_id)
    if source is None:
        raise Http404("There is no such source.")
    if not model_admin.has_view_permission(request, source):
        raise PermissionDenied
    passage = sorted(
        in_newest_copy(source), key=lambda passage: not passage.is_questioned
    )
    context = {
        **model_admin.admin_site.each_context(request),
        "title": "Passages in the newest copy",
        "subtitle": str(source),
        "copy": newest_copy(source),
        "rows": [_row(passage) for passage in passage],
        "opts": model_admin.opts,
        "original": source,
    }
    return TemplateResponse(request, "admin/desk/passages.html", context)


def _row(passage: RelocatedPassage) -> dict:
    return {
        "record": passage.record,
        "kind": passage.record._meta.verbose_name,
        "url": record_titles.change_url(passage.record),
        **described_passage(
            passage.words, passage.relocation.state, passage.relocation.exact
        ),
    }


def described_passage(words: str, state: str, now: str) -> dict:
    """A passage and what became of it, in words and, where its words were changed, word by word."""
    state = PassageState(state)
    return {
        "words": words,
        "state": state,
        "label": LABELS.get(state, state.value),
        "says": SAYS[state],
        "spans": word_by_word(words, now) if state == PassageState.TEXT_CHANGED else [],
    }


def word_by_word(words: str, now: str) -> list[DiffSpan]:
    """The word diff from the cited words to today's, on one line."""
    return diff_words(" ".join(words.split()), " ".join(now.split()))
