from typing import Any

from django.db import migrations, models

from polls import texts

BATCH = 5000  # questions


def fill(apps: Any, schema_editor: Any) -> None:
    """A batch at a time, each its own transaction: questions are asked and edited meanwhile."""
    questions = apps.get_model("polls", "Question").objects.using(schema_editor.connection.alias)
    last = 0
    while rows := list(
        questions.filter(pk__gt=last, folded="")
        .order_by("pk")
        .values_list("pk", "question_text")[:BATCH]
    ):
        last = rows[-1][0]
        with schema_editor.connection.cursor() as cursor:
            cursor.executemany(
                "UPDATE polls_question SET folded = %s WHERE id = %s AND question_text = %s",
                [(texts.folded(text)[:600], pk, text) for pk, text in rows],
            )


class QuietAddIndex(migrations.AddIndex):
    """Questions are written while PostgreSQL builds it."""

    def database_forwards(
        self, app_label: str, schema_editor: Any, from_state: Any, to_state: Any
    ) -> None:
        model = to_state.apps.get_model(app_label, self.model_name)
        if self.allow_migrate_model(schema_editor.connection.alias, model):
            is_quiet = schema_editor.connection.vendor == "postgresql"
            schema_editor.add_index(
                model, self.index, **({"concurrently": True} if is_quiet else {})
            )


class Migration(migrations.Migration):
    atomic = False

    dependencies = [("polls", "0004_folded_and_asking")]

    operations = [
        migrations.RunPython(fill, migrations.RunPython.noop),
        QuietAddIndex(
            model_name="question",
            index=models.Index(fields=["folded", "id"], name="polls_question_by_folded"),
        ),
        migrations.RemoveIndex(model_name="question", name="polls_question_by_text"),
    ]
