from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts_oauth", "0010_device_details")]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="resource",
            field=models.TextField(db_default="", default=""),
        ),
    ]
