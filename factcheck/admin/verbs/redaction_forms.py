"""What every redaction is asked with: its legal ground, the reason and, at a desk with one administrator, the haste."""

from typing import Any

from django import forms

from factcheck import ledger, workflow
from factcheck.models import Proposal

from .signed_versions import LONG

ALONE_ONLY = "Without a second person only a court's order is carried out; choose that ground, or leave this unticked."


STRUCK = "It is struck, on a court's order. It stays listed until somebody else has reviewed it."
WAITS = "The proposal to redact waits for a second person."


class GroundFields(forms.Form):
    """The fields, for a form. `alone` is there only where nobody of the desk could be the second person."""

    ground = forms.ChoiceField(
        label="Legal ground", choices=[("", "---------"), *ledger.GROUNDS.items()]
    )
    reason = forms.CharField(
        widget=LONG, help_text="For whoever decides. Do not repeat the words that go."
    )
    alone = forms.BooleanField(
        label="Strike at once, without a second person",
        required=False,
        help_text="You are the only administrator. On a court's order alone you may strike at once; the ledger says "
        "so, and it is listed until somebody else has reviewed it. Else ask a guest to be the second person.",
    )

    def __init__(self, *args: Any, **kwargs: Any):
        super().__init__(*args, **kwargs)
        if not workflow.has_one_administrator():
            del self.fields["alone"]

    def clean(self) -> dict:
        super().clean()
        data = self.cleaned_data
        if data.get("alone") and data.get("ground") not in (
            "",
            None,
            workflow.WITHOUT_A_SECOND,
        ):
            self.add_error("alone", ALONE_ONLY)
        return data


def outcome_message(proposal: Proposal) -> str:
    """What became of a redaction that was asked for."""
    return STRUCK if proposal.is_done_alone else WAITS
