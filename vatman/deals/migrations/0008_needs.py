from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deals", "0007_payments")]

    operations = [
        migrations.AddField(
            model_name="stage",
            name="needs",
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
    ]
