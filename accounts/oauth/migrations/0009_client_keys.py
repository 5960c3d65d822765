import django.db.models.deletion
from django.db import migrations, models
from oauth2_provider.settings import oauth2_settings


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_oauth", "0008_dpop"),
    ]

    operations = [
        migrations.CreateModel(
            name="ClientKeys",
            fields=[
                (
                    "application",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="client_keys",
                        serialize=False,
                        swappable=False,
                        to=oauth2_settings.APPLICATION_MODEL,
                    ),
                ),
                ("jwks", models.TextField()),
            ],
        ),
    ]
