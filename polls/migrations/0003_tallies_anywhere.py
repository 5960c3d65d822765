from django.db import migrations

from polls import tallies


class Migration(migrations.Migration):
    """The triggers work under every search path, an empty one as well: see ``tallies``."""

    dependencies = [("polls", "0002_tallies")]

    operations = [migrations.RunPython(tallies.replace_functions, migrations.RunPython.noop)]
