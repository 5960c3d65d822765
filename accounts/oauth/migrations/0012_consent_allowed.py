from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts_oauth", "0011_consent_resource")]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="allowed",
            field=models.JSONField(db_default={}, default=dict),
        ),
    ]
