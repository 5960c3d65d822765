import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models

import polls.fields


class Migration(migrations.Migration):
    """A column to find and sort questions by, and how many each person asks."""

    dependencies = [
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
        ("polls", "0003_tallies_anywhere"),
    ]

    operations = [
        migrations.CreateModel(
            name="Asking",
            fields=[
                (
                    "user",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="+",
                        serialize=False,
                        to=settings.AUTH_USER_MODEL,
                    ),
                ),
                ("times", models.JSONField(default=list)),
            ],
            options={
                "verbose_name": "count of questions",
                "verbose_name_plural": "counts of questions",
            },
        ),
        migrations.AddField(
            model_name="question",
            name="folded",
            field=polls.fields.FoldedField(
                db_default="", editable=False, max_length=600, of="question_text"
            ),
        ),
    ]
