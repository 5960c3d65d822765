from django.db import migrations

from polls import searching


class Migration(migrations.Migration):
    """A rare word is found as quickly among many questions on SQLite too."""

    dependencies = [("polls", "0008_choice_before_counters")]

    operations = [migrations.RunPython(searching.create_fts, searching.drop_fts)]
