import django.db.models.deletion
from django.db import migrations, models
from oauth2_provider.settings import oauth2_settings


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_oauth", "0005_registration"),
    ]

    operations = [
        migrations.CreateModel(
            name="PushedRequest",
            fields=[
                (
                    "reference_digest",
                    models.CharField(max_length=64, primary_key=True, serialize=False),
                ),
                (
                    "application",
                    models.ForeignKey(
                        on_delete=django.db.models.deletion.CASCADE,
                        related_name="pushed_requests",
                        swappable=False,
                        to=oauth2_settings.APPLICATION_MODEL,
                    ),
                ),
                ("parameters", models.TextField()),
                ("expires_at", models.DateTimeField(db_index=True)),
                ("opened_at", models.DateTimeField(null=True)),
            ],
        ),
        migrations.CreateModel(
            name="PushesOnly",
            fields=[
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="pushes_only",
                        serialize=False,
                        swappable=False,
                        to=oauth2_settings.APPLICATION_MODEL,
                    ),
                ),
            ],
        ),
    ]
