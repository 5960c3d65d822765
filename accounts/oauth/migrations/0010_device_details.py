import django.db.models.deletion
from django.db import migrations, models
from oauth2_provider.settings import oauth2_settings


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_oauth", "0009_client_keys"),
        ("oauth2_provider", "0013_alter_application_authorization_grant_type_device"),
    ]

    operations = [
        migrations.CreateModel(
            name="DeviceDetails",
            fields=[
                (
                    "device",
                    models.OneToOneField(
                        on_delete=django.db.models.deletion.CASCADE,
                        primary_key=True,
                        related_name="details",
                        serialize=False,
                        swappable=False,
                        to=oauth2_settings.DEVICE_GRANT_MODEL,
                    ),
                ),
                ("resource", models.JSONField(default=list)),
                ("claims", models.JSONField(default=dict)),
            ],
        ),
    ]
