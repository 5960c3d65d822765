from django.db import migrations

from polls import tallies


class Migration(migrations.Migration):
    dependencies = [("polls", "0001_initial")]

    operations = [migrations.RunPython(tallies.create, tallies.drop)]
