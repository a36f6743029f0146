"""The forms of a set that is published: one for each record, one for all of them, and the time."""

from collections.abc import Sequence
from typing import cast

from django import forms
from django.http import QueryDict

from factcheck import workflow
from factcheck.models import Publication, Record
from factcheck.workflow import Change

from .. import moment_display, moment_fields
from ..form_fields import choice_field
from . import signed_versions

Action = Publication.Action

LONG = forms.Textarea(attrs={"rows": 3, "class": "vLargeTextField"})
CHOSEN = "You chose a time: press Schedule, or empty the time to publish at once."
KIND_OF_CHANGE = list(workflow.CHANGES.items())


class MemberForm(forms.Form):
    """What is asked of one record of the set: nothing but its version, and of a live one the kind of change."""

    version = forms.CharField(widget=forms.HiddenInput)
    action = forms.ChoiceField(
        label="Kind of change",
        choices=KIND_OF_CHANGE,
        widget=forms.RadioSelect,
        required=False,
    )
    notice = forms.CharField(
        label="Public notice",
        widget=LONG,
        required=False,
        help_text="Readers see it, with the date.",
    )

    def __init__(
        self,
        record: Record,
        live: Publication | None,
        whole: "WholeSetForm",
        data: QueryDict | None = None,
    ):
        super().__init__(data, prefix=str(record.uid))
        self.record, self.whole = record, whole
        self.initial["version"] = signed_versions.sign(record)
        self.warned: list[workflow.RecordWarning] = []
        self.beyond_minor = ""
        if live is None:
            del self.fields["action"], self.fields["notice"]
        elif reasons := workflow.beyond_minor(record, live):
            self._refuse_minor(workflow.beyond_minor_message(reasons))

    def _refuse_minor(self, why: str) -> None:
        """Offer the other kinds alone; who asks for it all the same is told what is more than a slip of the pen."""
        self.beyond_minor = why
        field = choice_field(self, "action")
        field.choices = [pair for pair in KIND_OF_CHANGE if pair[0] != Action.MINOR]
        message = f"This is no minor change. {why}"
        # Django fills the message in with %, so that one in the text is doubled.
        field.error_messages["invalid_choice"] = message.replace("%", "%%")

    def warn(
        self, warned: Sequence[workflow.RecordWarning], *, asking: bool = True
    ) -> None:
        """Ask for each warning to be acknowledged by name."""
        self.warned = list(warned)
        if not self.warned or not asking:
            return
        messages: dict[str, list[str]] = {}
        for each in self.warned:
            messages.setdefault(each.name, []).append(each.message)
        self.fields["acknowledged"] = forms.MultipleChoiceField(
            label="I know of this",
            choices=[(name, " ".join(texts)) for name, texts in messages.items()],
            required=False,
            widget=forms.CheckboxSelectMultiple,
            help_text="Tick each warning, or mend what it names. What you tick is kept with the publication.",
        )

    @property
    def ticked(self) -> Sequence[str]:
        """The names of the warnings whose boxes were sent ticked."""
        if not self.is_bound:
            return ()
        return cast(QueryDict, self.data).getlist(self.add_prefix("acknowledged"))

    def clean_acknowledged(self) -> list[str]:
        """Raises ValidationError with the messages of the warnings that are not ticked."""
        ticked = self.cleaned_data["acknowledged"]
        missing = [each.message for each in self.warned if each.name not in ticked]
        if missing:
            raise forms.ValidationError(
                f"Acknowledge this too, or mend it: {' '.join(missing)}"
            )
        return ticked

    def clean_version(self) -> int:
        return signed_versions.unsign(self.record, self.cleaned_data["version"])

    def clean(self) -> dict:
        super().clean()
        if "action" in self.fields and "action" not in self.errors:
            self._complete(self.cleaned_data)
        return self.cleaned_data

    def _complete(self, cleaned: dict) -> None:
        """Take what the row leaves open from what was given for all, and check kind and notice together."""
        own, notice = cleaned["action"], cleaned["notice"].strip()
        action = own or self.whole.action
        if not action:
            self.add_error("action", "Say what kind of change this is.")
        elif action == Action.MINOR:
            self._check_minor(notice)
        elif not notice and (not own or own in workflow.NEEDS_NOTICE):
            notice = self.whole.notice
        if action in workflow.NEEDS_NOTICE and not notice:
            self.add_error(
                "notice", "Write the public notice: what was wrong and what is right."
            )
        cleaned["action"], cleaned["notice"] = action, notice

    def _check_minor(self, notice: str) -> None:
        if self.beyond_minor:
            self.add_error("action", f"This is no minor change. {self.beyond_minor}")
        elif notice:
            self.add_error(
                "notice",
                "A minor change has no notice. Choose another kind, or leave the notice empty.",
            )

    def change(self) -> Change:
        """The change as it is asked of the workflow, bound to the version that was looked at."""
        data = self.cleaned_data
        self.record.lock_version = data["version"]
        return Change(
            self.record,
            data.get("action", Action.PUBLISH.value),
            data.get("notice", ""),
            frozenset(data.get("acknowledged", ())),
        )


class WholeSetForm(forms.Form):
    """One kind of change and one notice for every live record of the set that has none of its own."""

    all_action = forms.ChoiceField(
        label="Kind of change",
        choices=KIND_OF_CHANGE,
        widget=forms.RadioSelect,
        required=False,
    )
    all_notice = forms.CharField(
        label="Public notice",
        widget=LONG,
        required=False,
        help_text="Each of their pages says it, with the date.",
    )

    @property
    def action(self) -> str:
        return self.cleaned_data.get("all_action", "") if self.is_valid() else ""

    @property
    def notice(self) -> str:
        if not self.is_valid():
            return ""
        return self.cleaned_data.get("all_notice", "").strip()


class TimingForm(moment_fields.MomentForm):
    """When the set is to be published, where not at once; the moment is shown in words before it is confirmed."""

    confirmed = forms.CharField(required=False, widget=forms.HiddenInput)

    @property
    def description(self) -> str:
        """The moment in words, and how far off it is; empty for none."""
        if self.at is None:
            return ""
        return (
            f"{moment_display.with_weekday(self.at)}, {moment_display.until(self.at)}"
        )

    def asks_again(self, data: QueryDict) -> bool:
        """Whether a schedule is wanted that was not confirmed as this very moment yet, or a moment was chosen and
        publishing at once asked for."""
        if "_schedule" not in data:
            return self._refuses_both()
        if self.at is None:
            self.add_error("picked", "Say when it is to be published.")
            return True
        if data.get("confirmed") == self.at.isoformat():
            return False
        confirmed = cast(QueryDict, self.data).copy()
        confirmed["confirmed"] = self.at.isoformat()
        self.data = confirmed
        self.is_to_confirm = True
        return True

    def _refuses_both(self) -> bool:
        """Whether a moment is filled in although the set is to be published at once; says so beside it."""
        if self.at is None:
            return False
        field = "picked" if self.cleaned_data.get("picked") else "at_time"
        self.add_error(field, CHOSEN)
        return True
