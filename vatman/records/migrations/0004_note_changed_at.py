from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0003_documents_by_kind")]

    operations = [
        migrations.AddField(
            model_name="note", name="changed_at", field=models.DateTimeField(editable=False, null=True)
        ),
    ]
