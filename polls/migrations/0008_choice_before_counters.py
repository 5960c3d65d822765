from django.db import migrations

from polls import tallies


class Migration(migrations.Migration):
    """A vote holds its choice before it counts: see ``tallies``. No lock on a table."""

    dependencies = [("polls", "0007_sharded_tallies")]

    operations = [migrations.RunPython(tallies.replace_functions, migrations.RunPython.noop)]
