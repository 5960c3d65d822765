from typing import Any

from django.db import models
from django.utils.translation import gettext_lazy as _

from polls.fields import LineField, TallyField
from polls.validators import validate_line


class Choice(models.Model):
    question = models.ForeignKey(
        "Question",
        models.CASCADE,
        related_name="choices",
        db_index=False,  # the unique constraint begins with it
    )
    choice_text = LineField(_("choice"), max_length=200, validators=[validate_line])
    #: The number of its Vote rows. Triggers count them: see ``tallies``.
    votes = TallyField(_("votes"), default=0, editable=False)

    class Meta:
        verbose_name, verbose_name_plural = _("choice"), _("choices")
        ordering = ["id"]
        constraints = [
            models.UniqueConstraint(
                fields=["question", "choice_text"],
                name="polls_choice_once_a_question",
                violation_error_message=_("This choice is there twice."),
            )
        ]

    def __str__(self) -> str:
        return self.choice_text

    def _do_update(self, base_qs: Any, using: Any, pk_val: Any, values: Any, *args: Any) -> Any:
        # Django writes every field back; a vote that came since this instance
        # was read would be lost. loaddata comes through here as well.
        values = [value for value in values if value[0].attname != "votes"]
        return super()._do_update(base_qs, using, pk_val, values, *args)
