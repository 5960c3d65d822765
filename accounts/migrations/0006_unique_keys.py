from importlib import import_module

from django.db import migrations, models
from django.db.models import Count

before = import_module("accounts.migrations.0005_username_key_and_email_key")


MAX_LISTED = 20  # groups in a message


class Alike(Exception):
    """Two accounts that the site could not tell apart; only a person knows which one to rename."""


def refuse_alike(apps, schema_editor):
    """:raises Alike: naming them, before the database would refuse with less words."""
    before.fill_keys(apps, schema_editor)
    users = apps.get_model("accounts", "User").objects.using(schema_editor.connection.alias)
    found = [*alike(users, "username"), *alike(users, "email")]
    if found:
        listed = "; ".join(found[:MAX_LISTED])
        raise Alike(f"Rename all but one of each, then migrate again: {listed}.")


def alike(users, field):
    """Describe the groups of users who would have the same key for ``field``."""
    key = f"{field}_key"
    groups = users.exclude(**{key: ""}).values(key).annotate(number=Count("pk"))
    for group in groups.filter(number__gt=1).order_by(key)[:MAX_LISTED]:
        same = users.filter(**{key: group[key]}).order_by("pk").values_list("pk", field)
        yield f"{field} " + ", ".join(f"{value!r} (id {pk})" for pk, value in same)


class Migration(migrations.Migration):
    dependencies = [("accounts", "0005_username_key_and_email_key")]

    operations = [
        migrations.RunPython(refuse_alike, migrations.RunPython.noop, elidable=True),
        migrations.RemoveConstraint("user", "accounts_user_email_unique"),
        migrations.RemoveConstraint("user", "accounts_user_username_unique"),
        migrations.AlterField(
            model_name="user",
            name="email_key",
            field=models.CharField(default=None, editable=False, max_length=450),
        ),
        migrations.AlterField(
            model_name="user",
            name="username_key",
            field=models.CharField(default=None, editable=False, max_length=450),
        ),
        migrations.AddConstraint(
            "user",
            models.UniqueConstraint(
                condition=~models.Q(email_key=""),
                fields=["email_key"],
                name="accounts_user_email_key_unique",
                violation_error_code="taken",
                violation_error_message="A user with that email address already exists.",
            ),
        ),
        migrations.AddConstraint(
            "user",
            models.UniqueConstraint(
                fields=["username_key"],
                name="accounts_user_username_key_unique",
                violation_error_code="taken",
                violation_error_message="A user with that username already exists.",
            ),
        ),
    ]
