import django.db.models.deletion
from django.db import migrations, models
from oauth2_provider.settings import oauth2_settings


def key_of(name, model):
    """A table of keys, one for each row of ``model``."""
    field = models.OneToOneField(
        on_delete=django.db.models.deletion.CASCADE,
        primary_key=True,
        related_name="key",
        serialize=False,
        swappable=False,
        to=model,
    )
    return [(name, field), ("thumbprint", models.CharField(max_length=43))]


class Migration(migrations.Migration):
    dependencies = [
        ("accounts_oauth", "0007_optional_pkce"),
    ]

    operations = [
        migrations.CreateModel(
            name="AccessTokenKey",
            fields=key_of("access_token", oauth2_settings.ACCESS_TOKEN_MODEL),
        ),
        migrations.CreateModel(
            name="RefreshTokenKey",
            fields=key_of("refresh_token", oauth2_settings.REFRESH_TOKEN_MODEL),
        ),
        migrations.CreateModel(
            name="SpentProof",
            fields=[
                ("digest", models.CharField(max_length=64, primary_key=True, serialize=False)),
                ("expires_at", models.DateTimeField(db_index=True)),
            ],
        ),
    ]
