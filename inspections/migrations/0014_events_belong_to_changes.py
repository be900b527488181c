"""Join what happened to a record with what it changed; what came before stays apart."""

from django.db import migrations, models

import inspections.models.changes


class Migration(migrations.Migration):
    dependencies = [("inspections", "0013_history_of_every_record")]

    operations = [
        migrations.AddField(
            model_name="publicationevent",
            name="change",
            field=models.UUIDField(editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="publicationevent",
            name="change",
            field=models.UUIDField(
                default=inspections.models.changes.change_key, editable=False, null=True
            ),
        ),
    ]
