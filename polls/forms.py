from django import forms
from django.utils.translation import gettext_lazy as _

from polls import editing
from polls.models import Choice, Question

SPARE_INPUTS = 3


class TextInputs(forms.TextInput):
    """Several inputs of one name. The template writes them: see ``choice_inputs``."""

    def value_from_datadict(self, data, files, name):
        return data.getlist(name)


class ChoicesField(forms.Field):
    """Texts, one an input; inputs left empty do not count."""

    widget = TextInputs

    def to_python(self, value):
        one = Choice._meta.get_field("choice_text")
        texts = [text.strip() for text in value or []]
        return [one.clean(text, None) for text in texts if text]

    def validate(self, texts):
        editing.validate_choices(texts)


class QuestionForm(forms.ModelForm):
    """Ask or edit a question. Frozen choices are not part of the form."""

    choices = ChoicesField(
        label=_("Choices"), help_text=_("2 to 20, each different. Leave the others empty.")
    )

    field_order = ["question_text", "choices"]  # errors are listed as the page has the fields

    class Meta:
        model = Question
        fields = ["question_text", "pub_date", "closes_at"]
        widgets = {
            name: forms.DateTimeInput({"type": "datetime-local"}, format="%Y-%m-%dT%H:%M")
            for name in ("pub_date", "closes_at")
        }

    def __init__(self, *args, **kwargs):
        super().__init__(*args, **kwargs)
        question = self.instance
        self.fields["pub_date"].required = bool(question.pk)
        if not question.pk:
            self.initial["pub_date"] = None  # left empty, it opens when it is sent
        for name in self.Meta.widgets:
            field = self.fields[name]
            # For values.js: after an error, the value is no longer what it was.
            was = field.prepare_value(self.get_initial_for_field(field, name))
            field.widget.attrs["data-was"] = field.widget.format_value(was) or ""
        self.has_votes = bool(question.pk) and question.votes.exists()
        if self.has_votes:
            del self.fields["choices"]
        elif question.pk:
            self.initial["choices"] = [choice.choice_text for choice in question.choices.all()]

    def choice_inputs(self) -> list[str]:
        """The text of each input: those given, and some spare ones."""
        texts = [text for text in self["choices"].value() or [] if text.strip()]
        return (texts + [""] * max(SPARE_INPUTS, 5 - len(texts)))[: editing.CHOICES[-1]]

    def clean_pub_date(self):
        return self._unless_only_shown("pub_date") or self.instance.pub_date

    def clean_closes_at(self):
        return self._unless_only_shown("closes_at")

    def _unless_only_shown(self, name):
        """The inputs know no seconds: what comes back as it was shown has not been edited."""
        given, was = self.cleaned_data[name], getattr(self.instance, name)
        shown = was and was.replace(second=0, microsecond=0)
        return was if given and given == shown else given

    def clean(self):
        fields = super().clean()
        if "pub_date" in fields and "closes_at" in fields:
            editing.validate_times(pub_date=fields["pub_date"], closes_at=fields["closes_at"])
        return fields

    def save(self, commit=True):
        return editing.save(self.instance, choices=self.cleaned_data.get("choices"))
