from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0001_initial")]

    operations = [
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("done_at", None), ("reminded_at", None), ("trashed_at", None), models.Q(("due_at", None), _negated=True)),
                fields=["due_at"],
                name="task_to_ring",
            ),
        ),
    ]
