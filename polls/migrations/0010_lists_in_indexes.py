from importlib import import_module

from django.db import migrations, models

from polls import searching

QuietAddIndex = import_module("polls.migrations.0005_fill_folded").QuietAddIndex


class Migration(migrations.Migration):
    """Lists pass over questions in their indexes; PostgreSQL knows better which words are rare."""

    atomic = False

    dependencies = [("polls", "0009_search_on_sqlite")]

    operations = [
        QuietAddIndex(
            model_name="question",
            index=models.Index(
                fields=["pub_date", "id", "closes_at", "author", "folded"],
                name="polls_list_by_date",
            ),
        ),
        QuietAddIndex(
            model_name="question",
            index=models.Index(
                fields=["folded", "id", "pub_date", "closes_at", "author"],
                name="polls_list_by_folded",
            ),
        ),
        QuietAddIndex(
            model_name="question",
            index=models.Index(
                condition=models.Q(("closes_at__isnull", False)),
                fields=["pub_date", "id", "closes_at", "author", "folded"],
                name="polls_list_closing",
            ),
        ),
        migrations.RemoveIndex(model_name="question", name="polls_question_by_date"),
        migrations.RemoveIndex(model_name="question", name="polls_question_by_folded"),
        migrations.RemoveIndex(model_name="question", name="polls_question_closing"),
        migrations.RunPython(searching.sample, searching.sample_as_usual),
    ]
