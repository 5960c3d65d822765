from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts", "0006_unique_keys")]

    operations = [
        migrations.AddField(
            model_name="token",
            name="made_in",
            field=models.CharField(
                blank=True, db_default="", default="", editable=False, max_length=64
            ),
        ),
    ]
