from django.contrib.postgres.indexes import GinIndex
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [("records", "0001_initial")]

    operations = [
        migrations.RemoveIndex("searchdocument", "search_words"),
        migrations.RemoveField("searchdocument", "owner_id"),
        migrations.RemoveField("searchdocument", "department_id"),
        *(
            migrations.AddIndex(
                "searchdocument",
                GinIndex(fields=["words"], condition=models.Q(thing=thing), gin_pending_list_limit=512, name=f"search_{thing}"),
            )
            for thing in ("contact", "company", "deal")
        ),
        migrations.DeleteModel("Word"),
        migrations.CreateModel(
            name="Word",
            fields=[
                ("id", models.BigAutoField(auto_created=True, primary_key=True, serialize=False, verbose_name="ID")),
                ("text", models.CharField(db_index=True, max_length=40)),
            ],
            options={"indexes": [GinIndex(fields=["text"], name="word_trigrams", opclasses=["gin_trgm_ops"])]},
        ),
    ]
