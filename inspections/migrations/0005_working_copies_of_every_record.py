"""Every published kind has working copies; answers to warnings are kept for good."""

import django.db.models.deletion
from django.conf import settings
from django.db import migrations, models


class Migration(migrations.Migration):
    dependencies = [
        ("contenttypes", "0002_remove_content_type_name"),
        ("inspections", "0004_who_keeps_remits"),
        migrations.swappable_dependency(settings.AUTH_USER_MODEL),
    ]

    operations = [
        migrations.CreateModel(
            name="AnsweredHit",
            fields=[
                (
                    "id",
                    models.BigAutoField(
                        auto_created=True,
                        primary_key=True,
                        serialize=False,
                        verbose_name="ID",
                    ),
                ),
                ("record_id", models.PositiveBigIntegerField()),
                ("mark", models.CharField(max_length=64)),
                ("place", models.CharField(max_length=200)),
                ("kind", models.CharField(max_length=40)),
                ("words", models.CharField(max_length=200)),
                ("answer", models.TextField()),
                ("at", models.DateTimeField()),
            ],
            options={
                "ordering": ("at", "pk"),
            },
        ),
        migrations.RemoveConstraint(
            model_name="councilaction",
            name="action_number_is_given_once",
        ),
        migrations.RemoveConstraint(
            model_name="pressarticle",
            name="press_article_is_kept_once",
        ),
        migrations.AddField(
            model_name="councilaction",
            name="revises",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="all_working_copy",
                to="inspections.councilaction",
            ),
        ),
        migrations.AddField(
            model_name="councilresponse",
            name="revises",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="all_working_copy",
                to="inspections.councilresponse",
            ),
        ),
        migrations.AddField(
            model_name="pressarticle",
            name="revises",
            field=models.OneToOneField(
                blank=True,
                editable=False,
                null=True,
                on_delete=django.db.models.deletion.CASCADE,
                related_name="all_working_copy",
                to="inspections.pressarticle",
            ),
        ),
        migrations.AddField(
            model_name="recommendationposition",
            name="retired_at",
            field=models.DateTimeField(blank=True, editable=False, null=True),
        ),
        migrations.AlterField(
            model_name="councilaction",
            name="response",
            field=models.ForeignKey(
                limit_choices_to={"revises__isnull": True},
                on_delete=django.db.models.deletion.CASCADE,
                related_name="all_actions",
                to="inspections.councilresponse",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilaction",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revises__isnull", True),
                    ("status__in", ["draft", "submitted"]),
                    _connector="OR",
                ),
                name="councilaction_working_copy_is_never_public",
                violation_error_message="A correction is carried onto the published record, not published beside it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilaction",
            constraint=models.UniqueConstraint(
                condition=models.Q(("revises__isnull", True)),
                fields=("response", "number"),
                name="action_number_is_given_once",
                violation_error_message="Another action of this response has this number.",
            ),
        ),
        migrations.AddConstraint(
            model_name="councilresponse",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revises__isnull", True),
                    ("status__in", ["draft", "submitted"]),
                    _connector="OR",
                ),
                name="councilresponse_working_copy_is_never_public",
                violation_error_message="A correction is carried onto the published record, not published beside it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pressarticle",
            constraint=models.CheckConstraint(
                condition=models.Q(
                    ("revises__isnull", True),
                    ("status__in", ["draft", "submitted"]),
                    _connector="OR",
                ),
                name="pressarticle_working_copy_is_never_public",
                violation_error_message="A correction is carried onto the published record, not published beside it.",
            ),
        ),
        migrations.AddConstraint(
            model_name="pressarticle",
            constraint=models.UniqueConstraint(
                condition=models.Q(
                    ("revises__isnull", True), models.Q(("url", ""), _negated=True)
                ),
                fields=("url",),
                name="press_article_is_kept_once",
                violation_error_message="An article with this address is kept already.",
            ),
        ),
        migrations.AddField(
            model_name="answeredhit",
            name="by",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                related_name="answered_hits",
                to=settings.AUTH_USER_MODEL,
            ),
        ),
        migrations.AddField(
            model_name="answeredhit",
            name="record_type",
            field=models.ForeignKey(
                on_delete=django.db.models.deletion.PROTECT,
                to="contenttypes.contenttype",
            ),
        ),
        migrations.AddConstraint(
            model_name="answeredhit",
            constraint=models.UniqueConstraint(
                fields=("record_type", "record_id", "mark"), name="hit_is_answered_once"
            ),
        ),
        migrations.AddConstraint(
            model_name="answeredhit",
            constraint=models.CheckConstraint(
                condition=models.Q(("answer", ""), _negated=True),
                name="hit_has_an_answer",
            ),
        ),
    ]
