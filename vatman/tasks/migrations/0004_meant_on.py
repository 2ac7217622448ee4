from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("tasks", "0003_calls")]

    operations = [
        migrations.AddField(
            model_name="task",
            name="meant_on",
            field=models.DateField(editable=False, null=True),
        ),
        migrations.AddIndex(
            model_name="task",
            index=models.Index(
                condition=models.Q(("done_at", None), ("meant_on__isnull", False), ("trashed_at", None)),
                fields=["deal"],
                name="task_let_pass",
            ),
        ),
    ]
