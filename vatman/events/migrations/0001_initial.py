import django.db.models.functions.datetime
from django.conf import settings
from django.db import migrations, models
from django.db.models.expressions import RawSQL

LOG = """
CREATE SEQUENCE events_event_id_seq AS bigint;
CREATE TABLE events_event (
    id bigint NOT NULL DEFAULT nextval('events_event_id_seq'),
    at timestamptz NOT NULL DEFAULT statement_timestamp(),
    kind varchar(60) NOT NULL,
    actor_id bigint,
    subject_type varchar(20) NOT NULL,
    subject_id bigint NOT NULL,
    place_type varchar(20) NOT NULL,
    place_id bigint NOT NULL,
    payload jsonb NOT NULL DEFAULT '{}',
    personal jsonb,
    origin varchar(40) NOT NULL DEFAULT '',
    xid bigint NOT NULL DEFAULT (pg_current_xact_id()::text::bigint),
    PRIMARY KEY (id, at)
) PARTITION BY RANGE (at);
ALTER SEQUENCE events_event_id_seq OWNED BY events_event.id;
CREATE INDEX events_event_place ON events_event (place_type, place_id, at DESC, id DESC);
CREATE INDEX events_event_at ON events_event (at DESC, id DESC);
CREATE INDEX events_event_actor ON events_event (actor_id, at DESC);
CREATE INDEX events_event_xid ON events_event (xid);
CREATE INDEX events_event_origin ON events_event (origin, id) WHERE origin <> '';
CREATE TABLE events_event_rest PARTITION OF events_event DEFAULT;
CREATE FUNCTION events_wake() RETURNS trigger LANGUAGE plpgsql AS
    $$BEGIN PERFORM pg_notify('vatman_events', ''); RETURN NULL; END$$;
CREATE TRIGGER events_wake AFTER INSERT ON events_event FOR EACH STATEMENT EXECUTE FUNCTION events_wake();
"""


def partitions(apps, schema_editor):
    from datetime import date

    day = date.today().replace(day=1)
    for step in range(7):
        count = day.year * 12 + day.month - 1 + step
        start, end = (date(c // 12, c % 12 + 1, 1) for c in (count, count + 1))
        schema_editor.execute(
            f"CREATE TABLE events_event_{start:%Y_%m} PARTITION OF events_event FOR VALUES FROM ('{start}') TO ('{end}')"
        )


class Migration(migrations.Migration):
    initial = True
    dependencies = [migrations.swappable_dependency(settings.AUTH_USER_MODEL)]

    operations = [
        migrations.RunSQL(LOG, "DROP TABLE events_event; DROP FUNCTION events_wake"),
        migrations.RunPython(partitions, migrations.RunPython.noop),
        migrations.CreateModel(
            name="Event",
            fields=[
                ("pk", models.CompositePrimaryKey("id", "at", blank=True, editable=False, primary_key=True, serialize=False)),
                ("id", models.BigIntegerField(db_default=RawSQL("nextval('events_event_id_seq')", []))),
                ("at", models.DateTimeField(db_default=django.db.models.functions.datetime.Now())),
            ],
            options={"db_table": "events_event", "ordering": ["-at", "-id"], "managed": False},
        ),
        migrations.CreateModel(
            name="Reader",
            fields=[
                ("name", models.CharField(max_length=40, primary_key=True, serialize=False)),
                ("xid", models.BigIntegerField(default=0)),
                ("updated_at", models.DateTimeField(auto_now=True)),
            ],
        ),
    ]
