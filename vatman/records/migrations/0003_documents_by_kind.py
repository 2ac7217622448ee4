import django.contrib.postgres.search
from django.db import migrations, models

BY_KIND = """
ALTER TABLE records_searchdocument RENAME TO records_searchdocument_old;
CREATE TABLE records_searchdocument (
    thing varchar(20) NOT NULL,
    thing_id bigint NOT NULL,
    title varchar(200) NOT NULL,
    subtitle varchar(200) NOT NULL DEFAULT '',
    words tsvector NOT NULL,
    PRIMARY KEY (thing, thing_id)
) PARTITION BY LIST (thing);
CREATE INDEX search_words ON records_searchdocument USING gin (words) WITH (gin_pending_list_limit = 512);
CREATE TABLE records_searchdocument_contact PARTITION OF records_searchdocument FOR VALUES IN ('contact');
CREATE TABLE records_searchdocument_company PARTITION OF records_searchdocument FOR VALUES IN ('company');
CREATE TABLE records_searchdocument_deal PARTITION OF records_searchdocument FOR VALUES IN ('deal');
CREATE TABLE records_searchdocument_rest PARTITION OF records_searchdocument DEFAULT;
INSERT INTO records_searchdocument SELECT thing, thing_id, title, subtitle, words FROM records_searchdocument_old;
DROP TABLE records_searchdocument_old;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0002_search")]

    operations = [
        migrations.SeparateDatabaseAndState(
            database_operations=[migrations.RunSQL(BY_KIND, migrations.RunSQL.noop)],
            state_operations=[
                migrations.DeleteModel("SearchDocument"),
                migrations.CreateModel(
                    name="SearchDocument",
                    fields=[
                        ("pk", models.CompositePrimaryKey("thing", "thing_id", blank=True, editable=False, primary_key=True, serialize=False)),
                        ("thing", models.CharField(max_length=20)),
                        ("thing_id", models.BigIntegerField()),
                        ("title", models.CharField(max_length=200)),
                        ("subtitle", models.CharField(blank=True, max_length=200)),
                        ("words", django.contrib.postgres.search.SearchVectorField()),
                    ],
                    options={"db_table": "records_searchdocument", "managed": False},
                ),
            ],
        ),
    ]
