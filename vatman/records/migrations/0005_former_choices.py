from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0004_note_changed_at")]

    operations = [
        migrations.AddField(
            model_name="customfield",
            name="former",
            field=models.JSONField(blank=True, db_default={}, default=dict),
        ),
    ]
