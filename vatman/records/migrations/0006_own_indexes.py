from django.db import migrations, models

FUNCTIONS = r"""
CREATE FUNCTION vatman_number(text) RETURNS numeric LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT CASE WHEN $1 ~ '^-?[0-9]{1,25}(\.[0-9]{1,10})?$' THEN $1::numeric END $$;
CREATE FUNCTION vatman_word(text) RETURNS text LANGUAGE sql IMMUTABLE PARALLEL SAFE AS
$$ SELECT nullif(left(replace(lower($1), 'ё', 'е'), 200), '') $$;
"""


class Migration(migrations.Migration):
    dependencies = [("records", "0005_former_choices")]

    operations = [
        migrations.RunSQL(FUNCTIONS, "DROP FUNCTION vatman_number(text); DROP FUNCTION vatman_word(text);"),
        migrations.AddField(
            model_name="customfield",
            name="index",
            field=models.CharField(blank=True, db_default="", default="", editable=False, max_length=40),
        ),
    ]
