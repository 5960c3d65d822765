from django import forms
from django.utils.translation import gettext_lazy as _


class SampleForm(forms.Form):
    """One field of each kind, for the style page; nothing reads it."""

    is_sample = True  # its errors do not take the focus

    name = forms.CharField(label=_("A short text"), help_text=_("Help comes before the field."))
    email = forms.EmailField(label=_("An email address"), required=False)
    text = forms.CharField(label=_("A longer text"), widget=forms.Textarea, required=False)
    one = forms.ChoiceField(label=_("One of a list"), choices=[("tea", _("Tea")), ("mate", "Mate")])
    times = forms.MultipleChoiceField(
        label=_("Some of a few"),
        choices=[("day", _("By day")), ("night", _("By night"))],
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )


#: Filled in wrongly, to show the errors.
WRONG = {"name": "", "email": "not an address", "one": "tea", "times": ["day"]}
