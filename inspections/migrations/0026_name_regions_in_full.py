"""Name every region in full, where labels made of names cut two of them short."""

from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0025_who_answers_correction_requests"),
    ]

    operations = [
        migrations.AlterField(
            model_name="authority",
            name="region",
            field=models.CharField(
                choices=[
                    ("North East", "North East"),
                    ("North West", "North West"),
                    ("Yorkshire and The Humber", "Yorkshire and The Humber"),
                    ("East Midlands", "East Midlands"),
                    ("West Midlands", "West Midlands"),
                    ("East of England", "East of England"),
                    ("London", "London"),
                    ("South East", "South East"),
                    ("South West", "South West"),
                ],
                max_length=24,
            ),
        ),
        migrations.AlterField(
            model_name="historicalauthority",
            name="region",
            field=models.CharField(
                choices=[
                    ("North East", "North East"),
                    ("North West", "North West"),
                    ("Yorkshire and The Humber", "Yorkshire and The Humber"),
                    ("East Midlands", "East Midlands"),
                    ("West Midlands", "West Midlands"),
                    ("East of England", "East of England"),
                    ("London", "London"),
                    ("South East", "South East"),
                    ("South West", "South West"),
                ],
                max_length=24,
            ),
        ),
    ]
