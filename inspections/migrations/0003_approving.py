"""Let a permission say who may approve what becomes public."""

from django.db import migrations


class Migration(migrations.Migration):
    dependencies = [
        ("inspections", "0002_roles"),
    ]

    operations = [
        migrations.AlterModelOptions(
            name="councilaction",
            options={
                "default_permissions": ("add", "change", "delete", "view", "approve"),
                "ordering": ("response", "number"),
            },
        ),
        migrations.AlterModelOptions(
            name="councilresponse",
            options={
                "default_permissions": ("add", "change", "delete", "view", "approve"),
                "ordering": ("inspection", "published_on", "pk"),
            },
        ),
        migrations.AlterModelOptions(
            name="inspection",
            options={
                "default_permissions": ("add", "change", "delete", "view", "approve"),
                "ordering": ("-ended", "authority", "ref"),
            },
        ),
        migrations.AlterModelOptions(
            name="pressarticle",
            options={
                "default_permissions": ("add", "change", "delete", "view", "approve"),
                "ordering": ("-published_on", "outlet"),
            },
        ),
    ]
