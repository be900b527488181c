"""Keep the reason why a reading of a report was discarded."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0005_both_days_of_a_second_window"),
    ]

    operations = [
        migrations.AddField(
            model_name="reportimport",
            name="why_discarded",
            field=models.TextField(blank=True),
        ),
    ]
