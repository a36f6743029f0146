"""The form of a guest's answer: a decision and a comment, which only an approval may leave out."""

from typing import NamedTuple

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from factcheck.models import GuestLink, Proposal, Record
from factcheck.text import invisible
from factcheck.workflow import guests

from ..form_fields import choice_field

Decision = GuestLink.Decision

LABELS = {
    Decision.APPROVE: _("I approve"),
    Decision.OBJECT: _("I object"),
    Decision.COMMENT: _("I comment only"),
}
HELP = {
    Decision.OBJECT: _(
        "Something is wrong or must not be published. Say what; the desk reads it and decides."
    ),
    Decision.COMMENT: _(
        "You neither approve nor object. The desk reads what you write."
    ),
}
OF_A_VERSION = _(
    "You have read this version and find it right. You count as one second reader; the desk decides on publishing it."
)
OF_A_PROPOSAL = _(
    "You find the proposal right. The desk reads that you agree, and decides."
)
AT_ONCE = _(
    "You are the second person: what is proposed happens at once, and cannot be undone."
)


class DecisionOption(NamedTuple):
    """One choice as the page offers it, with what follows from it."""

    value: str
    label: str
    help: str
    is_chosen: bool


class GuestAnswerForm(forms.Form):
    """The guest's one answer. Approval is offered only where `guests.may_approve` says so."""

    decision = forms.ChoiceField(
        choices=[],
        error_messages={
            "required": _("Choose one."),
            "invalid_choice": _("Choose one."),
        },
    )
    words = forms.CharField(
        required=False,
        max_length=GuestLink.MOST_WORDS,
        widget=forms.Textarea(
            attrs={"rows": 6, "aria-describedby": "help-words error-words"}
        ),
    )

    def __init__(
        self, link: GuestLink, about: Record | Proposal, data: QueryDict | None = None
    ):
        super().__init__(data)
        self.about = about
        self.may_approve = guests.may_approve(link, about)
        self.offered = list(LABELS)
        if not self.may_approve:
            self.offered.remove(Decision.APPROVE)
        choices = [(decision.value, LABELS[decision]) for decision in self.offered]
        choice_field(self, "decision").choices = choices

    def clean_words(self) -> str:
        """Raises ValidationError for characters that nobody sees."""
        words = self.cleaned_data["words"].strip()
        if refusal := invisible.refusal(words):
            raise forms.ValidationError(refusal)
        return "" if invisible.is_blank(words) else words

    def clean(self) -> dict:
        super().clean()
        data = self.cleaned_data
        needs_words = data.get("decision") in (Decision.OBJECT, Decision.COMMENT)
        if needs_words and not data.get("words") and "words" not in self.errors:
            self.add_error("words", _("Write what you object to, or what you comment."))
        return data

    def options(self) -> list[DecisionOption]:
        chosen = self.data.get("decision", "")
        options = []
        for decision in self.offered:
            label, help_ = str(LABELS[decision]), self._help(decision)
            is_chosen = decision.value == chosen
            options.append(DecisionOption(decision.value, label, help_, is_chosen))
        return options

    def _help(self, decision: Decision) -> str:
        if decision != Decision.APPROVE:
            return str(HELP[decision])
        if not isinstance(self.about, Proposal):
            return str(OF_A_VERSION)
        is_second = guests.would_carry_out(self.about)
        return str(AT_ONCE if is_second else OF_A_PROPOSAL)
