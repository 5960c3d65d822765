"""A select is the one that Django's own templates make, which are slower."""

import pytest
from django import forms
from django.forms.renderers import DjangoTemplates, get_default_renderer


class Marked(forms.Select):
    def create_option(self, name, value, *args, **kwargs):
        option = super().create_option(name, value, *args, **kwargs)
        marks = {"data-value": f'"{value}<', "hidden": True, "title": False, "data-size": 12345}
        return option | {"attrs": option["attrs"] | marks}


def lines(widget, renderer):
    attrs = {"id": "i&d", "required": True, "disabled": False, "data-most": 1000}
    text = widget.render("a<b", ["b", "1000"], attrs, renderer=renderer)
    return [line for line in text.splitlines() if line]


@pytest.mark.parametrize("kind", [forms.Select, forms.SelectMultiple, Marked])
@pytest.mark.parametrize(
    "choices",
    [
        [],
        [("a", "A < B"), ("b", "É"), ("c&", 1234.5), (1000, "many"), (None, "none")],
        [("Group <", [("a", "A"), ("b", "B")]), ("c", "C")],
    ],
)
def test_a_select_is_the_one_of_django(kind, choices):
    widget = kind(choices=choices)
    ours = lines(widget, get_default_renderer())

    assert ours == lines(widget, DjangoTemplates())
    assert len(ours) > len(choices)
