from django.db import migrations

ALL = ("view", "create", "edit", "delete", "export", "contacts")
THINGS = ("contact", "company", "deal", "task", "report", "import", "journal", "member", "settings")
RECORDS = THINGS[:4]


def row(*scopes):
    return dict(zip(ALL, scopes))


def matrices():
    everything = {thing: dict.fromkeys(ALL, "all") for thing in THINGS}
    importing = row("own", "own", "own", "own", "none", "none")
    own = row("own", "own", "own", "none", "none", "own")
    return {
        "owner": everything,
        "administrator": everything,
        "head": {thing: dict.fromkeys(ALL, "department") for thing in RECORDS}
        | {"report": {"view": "department"}, "import": importing},
        "manager": {thing: own for thing in RECORDS}
        | {"task": row("own", "own", "own", "own", "none", "own"), "report": {"view": "own"}, "import": importing},
        "worker": {"task": row("own", "own", "own", "none", "none", "none"), "deal": row("own", *["none"] * 5)},
        "observer": {thing: row("all", *["none"] * 5) for thing in RECORDS} | {"report": {"view": "all"}},
    }


def fill(apps, schema_editor):
    role = apps.get_model("team", "Role")
    role.objects.bulk_create([role(key=key, matrix=matrix) for key, matrix in matrices().items()])
    apps.get_model("team", "Organisation").objects.create(pk=1)


class Migration(migrations.Migration):
    dependencies = [("team", "0001_initial")]
    operations = [migrations.RunPython(fill, migrations.RunPython.noop)]
