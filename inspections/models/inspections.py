"""Inspections and what their reports say: judgements, findings, recommendations."""

from datetime import date
from string import ascii_lowercase
from typing import ClassVar

from django.db import models
from django.urls import reverse

from inspections.frameworks import Framework, framework_for, ref_kind
from inspections.models.authorities import Authority
from inspections.models.changes import RECORD_NOT_INDEXED, Kept
from inspections.models.publication import (
    OwnRow,
    PublicationStatus,
    PublishedRecord,
)
from inspections.models.report_imports import ReportFile
from inspections.models.themes import Theme
from inspections.vocabulary import (
    Area,
    Grade,
    Kind,
    Outcome,
    Polarity,
    Reason,
    RecommendationKind,
    Subject,
)


class DatePrecision(models.TextChoices):
    DAY = "day", "To the day"
    MONTH = "month", "Only the month is known"


class Inspection(PublishedRecord):
    """One inspection or visit of any kind, graded or not."""

    class Provenance(models.TextChoices):
        BY_HAND = "by_hand", "Entered by hand"
        CHECKED = "checked", "Extracted and checked by a person"
        EXTRACTED = (
            "extracted",
            "Extracted from the report, not yet checked by a person",
        )
        TABLE = "table", "Taken from a table of outcomes"

    class Licence(models.TextChoices):
        OGL = "ogl", "Open Government Licence"
        NON_COMMERCIAL = "non_commercial", "Non-commercial educational use only"
        NOT_STATED = "not_stated", "No licence stated in the report"
        UNKNOWN = "unknown", "Not known"

    authority = models.ForeignKey(
        Authority, on_delete=models.PROTECT, related_name="all_inspections"
    )
    kind = models.CharField(max_length=16, choices=Kind.choices)
    ref = models.SlugField("reference", max_length=120, editable=False)
    focus = models.CharField(
        max_length=200, blank=True, help_text="Topic of a visit, or theme of a JTAI."
    )
    started = models.DateField("first day on site")
    ended = models.DateField("last day on site")
    date_precision = models.CharField(
        max_length=5, choices=DatePrecision.choices, default=DatePrecision.DAY
    )
    second_started = models.DateField("second window: first day", null=True, blank=True)
    second_ended = models.DateField("second window: last day", null=True, blank=True)
    published_on = models.DateField("published by Ofsted", null=True, blank=True)
    lead_inspectors = models.JSONField(default=list, blank=True)
    partners = models.JSONField(
        default=list, blank=True, help_text="Other inspectorates that took part."
    )
    outcome = models.CharField(max_length=20, choices=Outcome.choices, blank=True)
    statement_due = models.DateField(
        "written statement due, as printed", null=True, blank=True
    )
    next_inspection = models.TextField("next inspection, as printed", blank=True)
    previous_as_printed = models.TextField(
        "previous inspection, as printed", blank=True
    )
    summary = models.TextField(blank=True, help_text="In our own words.")

    ofsted_file_id = models.CharField(max_length=12, blank=True)
    source_url = models.URLField(max_length=500, blank=True)
    source_note = models.TextField(
        blank=True, help_text="Where the facts are from, if not from the report itself."
    )
    licence = models.CharField(
        max_length=16, choices=Licence.choices, default=Licence.UNKNOWN
    )
    provenance = models.CharField(
        max_length=10, choices=Provenance.choices, default=Provenance.BY_HAND
    )
    is_confirmed = models.BooleanField(
        default=True, help_text="Untick where the source is second-hand or doubtful."
    )
    report_file = models.ForeignKey(
        ReportFile,
        on_delete=models.PROTECT,
        null=True,
        blank=True,
        related_name="all_inspections",
    )

    history = Kept(not_indexed=[*RECORD_NOT_INDEXED, "ref", "report_file"])

    class Meta(PublishedRecord.Meta):
        ordering = ("-ended", "authority", "ref")
        constraints = [
            *PublishedRecord.Meta.constraints,
            models.UniqueConstraint(
                fields=["ref"],
                condition=models.Q(revises__isnull=True),
                name="inspection_ref_is_given_once",
                violation_error_message="Another inspection has this reference.",
            ),
            models.UniqueConstraint(
                fields=["ofsted_file_id"],
                condition=models.Q(revises__isnull=True)
                & ~models.Q(ofsted_file_id="")
                & ~models.Q(status=PublicationStatus.WITHDRAWN),
                name="inspection_file_id_is_given_once",
                violation_error_message="Another inspection has this Ofsted file.",
            ),
            models.CheckConstraint(
                condition=models.Q(ended__gte=models.F("started")),
                name="inspection_ends_after_it_began",
                violation_error_message="The last day on site is before the first.",
            ),
            models.CheckConstraint(
                condition=models.Q(
                    second_started__isnull=True, second_ended__isnull=True
                )
                | models.Q(
                    second_started__isnull=False,
                    second_ended__isnull=False,
                    second_started__gt=models.F("ended"),
                    second_ended__gte=models.F("second_started"),
                ),
                name="inspection_second_window_follows_the_first",
                violation_error_message=(
                    "The second window needs both days, after the first window."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(published_on__isnull=True)
                | models.Q(published_on__gte=models.F("ended")),
                name="inspection_published_after_it_ended",
                violation_error_message=(
                    "The report cannot be published before the last day on site."
                ),
            ),
            models.CheckConstraint(
                condition=models.Q(outcome="") | models.Q(kind=Kind.AREA_SEND),
                name="inspection_outcome_is_for_area_send",
                violation_error_message="Only an area SEND inspection has an outcome.",
            ),
            models.CheckConstraint(
                condition=models.Q(kind__in=Kind.values),
                name="inspection_kind_is_known",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority}, {self.get_kind_display()}, {self.ended:%B %Y}"

    def get_absolute_url(self) -> str:
        return reverse("inspection-detail", args=[self.ref])

    @classmethod
    def new_ref(cls, *, authority: Authority, kind: str, ended: date) -> str:
        """Return a reference that no inspection has had; a letter parts a clash."""
        stem = f"{authority.slug}-{ended:%Y-%m}-{ref_kind(kind)}"
        taken = set(
            cls.objects.filter(ref__startswith=stem).values_list("ref", flat=True)
        )
        refs = (stem, *(f"{stem}-{letter}" for letter in ascii_lowercase[1:]))
        return next(ref for ref in refs if ref not in taken)

    @property
    def framework(self) -> Framework:
        """The version of the framework in force on the first day on site."""
        return framework_for(self.kind, self.started)


class InspectionPart(OwnRow):
    """A row of an inspection: public when its inspection is, until it is retired.

    A number is given once, so a retired row keeps its own.
    """

    public_when: ClassVar[tuple[str, ...]] = ("inspection__status",)
    identity: ClassVar[tuple[str, ...]] = ("position",)

    inspection = models.ForeignKey(
        Inspection, on_delete=models.CASCADE, related_name="all_%(class)ss"
    )

    class Meta:
        abstract = True


class Judgement(InspectionPart):
    """A grade, or the reason why there is none, for one area and one body."""

    identity: ClassVar[tuple[str, ...]] = ("area",)

    position = models.PositiveSmallIntegerField(default=1)
    area = models.CharField(max_length=32, choices=Area.choices)
    heading = models.CharField("heading as printed", max_length=300, blank=True)
    grade = models.CharField(max_length=20, choices=Grade.choices, blank=True)
    grade_printed = models.CharField("grade as printed", max_length=80, blank=True)
    missing_reason = models.CharField(max_length=32, choices=Reason.choices, blank=True)
    subject = models.CharField(
        max_length=12, choices=Subject.choices, default=Subject.COUNCIL
    )
    page = models.PositiveSmallIntegerField(null=True, blank=True)

    history = Kept()

    class Meta:
        ordering = ("inspection", "position", "pk")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "area"], name="judgement_area_is_judged_once"
            ),
            models.CheckConstraint(
                condition=(~models.Q(grade="") & models.Q(missing_reason=""))
                | (models.Q(grade="") & ~models.Q(missing_reason="")),
                name="judgement_has_a_grade_or_a_reason",
                violation_error_message=(
                    "Give a grade, or the reason why there is none, not both."
                ),
            ),
        ]

    def __str__(self) -> str:
        grade = self.get_grade_display() or self.get_missing_reason_display()
        return f"{self.get_area_display()}: {grade}"


class Wording(models.TextChoices):
    PRINTED = "printed", "As printed in the report"
    SUMMARY = "summary", "Our summary of the report"


class Finding(InspectionPart):
    """A paragraph of a report, in its section, with its page."""

    position = models.PositiveSmallIntegerField()
    section = models.CharField(max_length=300, blank=True)
    paragraph = models.PositiveSmallIntegerField(
        "printed paragraph number", null=True, blank=True
    )
    text = models.TextField()
    wording = models.CharField(
        max_length=8, choices=Wording.choices, default=Wording.PRINTED
    )
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    polarity = models.CharField(
        max_length=16, choices=Polarity.choices, default=Polarity.NOT_CLASSIFIED
    )
    is_case_study = models.BooleanField(default=False)
    is_ground = models.BooleanField(
        "marked as behind a recommendation",
        default=False,
        help_text="The paragraph ends with “(Recommendation)”.",
    )
    repeats = models.TextField(
        "says that it repeats",
        blank=True,
        help_text="The words by which it refers to an earlier recommendation.",
    )
    themes = models.ManyToManyField(Theme, related_name="all_findings", blank=True)

    history = Kept(many=[themes], not_indexed=["finding", "theme"])

    class Meta:
        ordering = ("inspection", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "position"], name="finding_position_is_given_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="finding_has_a_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection.ref} F{self.position}"


# What others point to is the published row, never the copy that goes when approved.
NOT_OF_A_COPY = models.Q(inspection__revises__isnull=True)


class Recommendation(InspectionPart):
    """Something a report asks for; `position` is its number in public references."""

    position = models.PositiveSmallIntegerField()
    paragraph = models.PositiveSmallIntegerField(
        "printed number", null=True, blank=True
    )
    kind = models.CharField(
        max_length=32,
        choices=RecommendationKind.choices,
        default=RecommendationKind.RECOMMENDATION,
    )
    responsible_body = models.CharField(max_length=300, blank=True)
    text = models.TextField()
    wording = models.CharField(
        max_length=8, choices=Wording.choices, default=Wording.PRINTED
    )
    repeats = models.TextField(
        "says that it repeats",
        blank=True,
        help_text="The words by which the report says that it asked for this before.",
    )
    framework_tag = models.CharField(
        max_length=60, blank=True, help_text="For instance “Outcome 3”, as printed."
    )
    page = models.PositiveSmallIntegerField(null=True, blank=True)
    is_confirmed = models.BooleanField(default=True)
    source_note = models.TextField(blank=True)
    themes = models.ManyToManyField(
        Theme, related_name="all_recommendations", blank=True
    )

    history = Kept(many=[themes], not_indexed=["recommendation", "theme"])

    class Meta:
        ordering = ("inspection", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["inspection", "position"],
                name="recommendation_position_is_given_once",
            ),
            models.CheckConstraint(
                condition=models.Q(position__gte=1),
                name="recommendation_position_starts_at_one",
                violation_error_message="The first recommendation is number 1.",
            ),
            models.CheckConstraint(
                condition=~models.Q(text=""), name="recommendation_has_a_text"
            ),
        ]

    def __str__(self) -> str:
        return f"{self.inspection.ref} R{self.position}"

    def get_absolute_url(self) -> str:
        """Return the page of this recommendation; reads its inspection."""
        return reverse(
            "inspection-recommendation", args=[self.inspection.ref, self.position]
        )
