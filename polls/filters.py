import django_filters as filters
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from polls.models import Question, Status

_YES_NO = [("true", _("yes")), ("false", _("no"))]


class QuestionFilter(filters.FilterSet):
    """
    What a list of questions can be asked for, by the API and by the page.

    Every filter is a choice or a bounded text, so that garbage is an error and
    not a filter that is quietly left out.
    """

    search = filters.CharFilter(
        label=_("Search"),
        max_length=100,
        method="having_words",
        help_text=_("Words that the question contains, all of them."),
    )
    status = filters.ChoiceFilter(
        label=_("Status"),
        choices=[
            (Status.OPEN, _("open")),
            (Status.UPCOMING, _("upcoming")),
            (Status.CLOSED, _("closed")),
        ],
        method="at_status",
    )
    mine = filters.ChoiceFilter(label=_("Asked by me"), choices=_YES_NO, method="asked_by_me")
    voted = filters.ChoiceFilter(label=_("I voted"), choices=_YES_NO, method="with_my_vote")
    ordering = filters.ChoiceFilter(
        label=_("Order"),
        choices=[
            ("-pub_date", _("newest first")),
            ("pub_date", _("oldest first")),
            ("question_text", _("A to Z")),
            ("-question_text", _("Z to A")),
        ],
        method="in_order",
    )

    class Meta:
        model = Question
        fields = []

    def having_words(self, questions, name, value):
        for word in value.split():
            questions = questions.filter(question_text__icontains=word)
        return questions

    def at_status(self, questions, name, value: str):
        return getattr(questions, value)(now=timezone.now())

    def asked_by_me(self, questions, name, value):
        mine = questions.asked_by if value == "true" else questions.not_asked_by
        return mine(self.request.user)

    def with_my_vote(self, questions, name, value):
        voted = questions.voted_by if value == "true" else questions.not_voted_by
        return voted(self.request.user)

    def in_order(self, questions, name, value):
        # The id decides between equals, or a page could begin in the middle of them.
        return questions.order_by(value, "-id" if value.startswith("-") else "id")
