from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("clients", "0001_initial")]

    operations = [
        migrations.AddIndex(
            thing, models.Index(fields=["-created_at", "-id"], condition=models.Q(trashed_at=None), name=f"{thing}_by_created")
        )
        for thing in ("company", "contact")
    ]
