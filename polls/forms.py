from __future__ import annotations

from datetime import datetime
from typing import TYPE_CHECKING, Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polls import editing
from polls.models import Choice, Question

if TYPE_CHECKING:
    _ModelForm = forms.ModelForm[Question]  # only the stubs take parameters
else:
    _ModelForm = forms.ModelForm

SPARE_INPUTS = 5  # empty ones, below those that are filled in


class TextInputs(forms.TextInput):
    """Several inputs of one name. The template writes them: see ``choice_inputs``."""

    def value_from_datadict(self, data: Any, files: Any, name: str) -> Any:
        return data.getlist(name)


class ChoicesField(forms.Field):
    """Texts, one an input; inputs left empty do not count."""

    widget = TextInputs

    def to_python(self, value: list[str] | None) -> list[str]:
        one = Choice._meta.get_field("choice_text")
        given = [text for text in value or [] if one.to_python(text)]
        return [one.clean(text, None) for text in given]

    def validate(self, value: list[str]) -> None:
        editing.validate_choices(value)


class MomentField(forms.DateTimeField):
    """
    A time in the person's own zone, by an input that knows neither seconds nor offsets.

    An input that comes back as it was shown has not been touched: the time stays as it
    was, to the second, and in an hour that clocks show twice.
    """

    widget = forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
    was: datetime | None = None
    shown = ""

    def show(self, moment: datetime | None) -> None:
        self.was = moment
        self.shown = self.widget.format_value(self.prepare_value(moment)) or ""
        # For scripts: after an error, the value is no longer what it was.
        self.widget.attrs["data-was"] = self.shown

    def to_python(self, value: Any) -> datetime | None:
        if self.was is not None and value == self.shown:
            return self.was
        try:
            return super().to_python(value)
        except ValidationError as error:
            if error.code != "ambiguous_timezone":
                raise
            message = _(
                "The clocks of %(zone)s skip this hour or show it twice. Choose another time."
            )
            zone = timezone.get_current_timezone_name()
            raise ValidationError(message, error.code, {"zone": zone}) from error


class QuestionForm(_ModelForm):
    """Ask or edit a question. Once there are votes, its text and choices are not shown."""

    choices = ChoicesField(
        label=_("Choices"), help_text=_("2 to 20, each different. Leave the others empty.")
    )

    field_order = ["question_text", "choices"]  # errors are listed as the page has the fields

    class Meta:
        model = Question
        fields = ["question_text", "pub_date", "closes_at"]
        field_classes = {"pub_date": MomentField, "closes_at": MomentField}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        question = self.instance
        if question.pk:
            choices = [choice.choice_text for choice in question.choices.all()]
            self.initial.setdefault("choices", choices)
        else:
            self.initial.setdefault("pub_date", None)  # left empty, it opens when it is sent
        self.fields["pub_date"].required = bool(question.pk)
        shown = {"pub_date": question.pub_date if question.pk else None}
        for name, moment in (shown | {"closes_at": question.closes_at}).items():
            field: Any = self.fields[name]  # a MomentField
            field.show(moment)
        self.has_votes = bool(question.pk) and question.votes.exists()
        if self.has_votes:
            # Sent all the same, by a page older than the votes, they are held to the rule.
            for name in {"question_text", "choices"} - set(self.data):
                del self.fields[name]

    def choice_inputs(self) -> list[str]:
        """The text of each input: those given, and some spare ones."""
        given = [text for text in self["choices"].value() or [] if text.strip()]
        return (given + [""] * SPARE_INPUTS)[: editing.CHOICES[-1]]

    def clean_pub_date(self) -> datetime:
        return self.cleaned_data["pub_date"] or self.instance.pub_date

    def clean(self) -> dict[str, Any]:
        fields = super().clean() or self.cleaned_data
        if "pub_date" in fields and "closes_at" in fields:
            editing.validate_times(pub_date=fields["pub_date"], closes_at=fields["closes_at"])
        return fields

    def save(self, commit: bool = True) -> Question:
        """:raises Refusal: when a rule of ``editing`` refuses it."""
        now, choices = timezone.now(), self.cleaned_data.get("choices")
        if self.instance.pk:
            return editing.edit(self.instance, choices=choices, now=now)
        return editing.ask(self.instance, choices=choices or [], now=now)
