from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("accounts_oauth", "0002_refresh_scope_and_resource_server")]

    operations = [
        migrations.AddField(
            model_name="consent",
            name="registered_for",
            field=models.CharField(db_default="", default="", max_length=100),
        ),
    ]
