from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("deals", "0004_sources_leave")]

    operations = [
        migrations.AddField(
            model_name="deal",
            name="morning",
            field=models.JSONField(blank=True, db_default={}, default=dict, editable=False),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                fields=["sleeps_until"],
                condition=models.Q(trashed_at=None, state="open") & ~models.Q(sleeps_until=None),
                name="deal_asleep",
            ),
        ),
    ]
