import django.db.models.deletion
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("clients", "0002_newest"),
        ("deals", "0009_participants"),
    ]

    operations = [
        migrations.AddField(
            model_name="deal",
            name="payer",
            field=models.ForeignKey(
                blank=True,
                db_index=False,
                null=True,
                on_delete=django.db.models.deletion.PROTECT,
                related_name="paid_deals",
                to="clients.company",
            ),
        ),
        migrations.AddIndex(
            model_name="deal",
            index=models.Index(
                condition=models.Q(("payer", None), _negated=True), fields=["payer"], name="deal_of_payer"
            ),
        ),
    ]
