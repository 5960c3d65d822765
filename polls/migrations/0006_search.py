from importlib import import_module

from django.db import migrations, models

from polls import searching

QuietAddIndex = import_module("polls.migrations.0005_fill_folded").QuietAddIndex


class Migration(migrations.Migration):
    """What makes a search, and the list of closed questions, as quick among a million."""

    atomic = False

    dependencies = [("polls", "0005_fill_folded")]

    operations = [
        QuietAddIndex(
            model_name="question",
            index=models.Index(
                fields=["pub_date", "id", "closes_at"],
                condition=models.Q(("closes_at__isnull", False)),
                name="polls_question_closing",
            ),
        ),
        migrations.RunPython(searching.create, searching.drop),
    ]
