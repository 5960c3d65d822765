from django.db import migrations, models, transaction

from accounts import names

BATCH = 1000  # rows a transaction: short locks, while the site goes on


def fill_keys(apps, schema_editor):
    """Give each user their keys, a batch at a time; what is left over comes with the next one."""
    users = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    while batch := list(users.filter(username_key=None).order_by("pk")[:BATCH]):
        for user in batch:
            user.username_key = names.username_key(user.username)
            user.email_key = names.email_key(user.email)
        with transaction.atomic(using=schema_editor.connection.alias):
            users.bulk_update(batch, ["username_key", "email_key"])


class Migration(migrations.Migration):
    atomic = False
    dependencies = [("accounts", "0004_registration_without_password")]

    operations = [
        migrations.AddField(
            model_name="user",
            name="email_key",
            field=models.CharField(default=None, editable=False, max_length=450, null=True),
        ),
        migrations.AddField(
            model_name="user",
            name="username_key",
            field=models.CharField(default=None, editable=False, max_length=450, null=True),
        ),
        migrations.RunPython(fill_keys, migrations.RunPython.noop, elidable=True),
    ]
