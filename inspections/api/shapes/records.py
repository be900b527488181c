"""Inspections, and what each voice says of what they asked."""

from typing import Any

from django.urls import reverse
from rest_framework import serializers

from inspections.accounts import ActionReported, EvidenceGiven, UpdateReported
from inspections.api.shapes.parts import Address, Always, Day, Label, PassageShape
from inspections.api.values import (
    FindingItem,
    InspectionItem,
    JudgementItem,
    PositionItem,
    RecommendationItem,
    ResponseItem,
    VerdictItem,
)
from inspections.vocabulary import (
    Area,
    Delivery,
    Grade,
    Headline,
    Kind,
    Polarity,
    Position,
    Reason,
    RecommendationKind,
    Subject,
    Verdict,
)

COUNCIL_SAYS = "Reported by the council, not checked."
INSPECTORS_SAY = "Our reading of what a later report says, with its words and page."
SITE_INFERS = "Inferred by this site by one published rule; nobody has said it."


class ThemeNameShape(serializers.Serializer[Any]):
    slug = serializers.SlugField()
    name = serializers.CharField()


class JudgementShape(serializers.Serializer[JudgementItem]):
    """A grade as a visit gave it, or the reason why it gave none."""

    authority = serializers.SlugField(source="authority.slug")
    inspection = serializers.SlugField(source="inspection_ref")
    visit_ended = Day(help_text="A grade is never without its date.")
    area = serializers.ChoiceField(Area.choices, source="judgement.area")
    area_label = Label("judgement.area")
    heading = serializers.CharField(
        source="judgement.heading", help_text="As printed, where it was kept."
    )
    grade = serializers.ChoiceField(
        Grade.choices, source="judgement.grade", allow_null=True
    )
    missing_reason = serializers.ChoiceField(
        Reason.choices,
        source="judgement.reason",
        allow_null=True,
        help_text="Why there is no grade; null where there is one.",
    )
    words = serializers.CharField(
        source="judgement.words", help_text="The grade or the reason, for people."
    )
    subject = serializers.ChoiceField(Subject.choices, source="judgement.subject")
    page = serializers.IntegerField(source="judgement.page", allow_null=True)
    page_url = Address(
        lambda j: reverse("inspection-detail", args=[j.inspection_ref]),
        help_text="Where people read it.",
    )


class FindingShape(serializers.Serializer[FindingItem]):
    """A paragraph of a report; the polarity and themes are our reading."""

    authority = serializers.SlugField(source="authority.slug")
    inspection = serializers.SlugField(source="inspection_ref")
    visit_ended = Day()
    ref = serializers.SerializerMethodField()
    number = serializers.IntegerField()
    passage = PassageShape()
    polarity = serializers.ChoiceField(Polarity.choices)
    is_case_study = serializers.BooleanField()
    themes = serializers.ListField(child=serializers.SlugField())
    page_url = Address(
        lambda f: reverse("inspection-detail", args=[f.inspection_ref]),
        help_text="Where people read it.",
    )

    def get_ref(self, finding: FindingItem) -> str:
        """Return the reference, as people paste it."""
        return f"{finding.inspection_ref} F{finding.number}"


class VerdictShape(serializers.Serializer[VerdictItem]):
    """What a later visit says became of an earlier recommendation, as we read it."""

    recommendation = serializers.CharField(source="given.recommendation_ref")
    inspection = serializers.SlugField(
        source="inspection_ref", help_text="The later visit, whose report says it."
    )
    visit_ended = Day()
    verdict = serializers.ChoiceField(Verdict.choices, source="given.verdict")
    verdict_label = Label("given.verdict")
    passage = PassageShape(
        source="given.passage",
        allow_null=True,
        help_text="Null where the report is silent: `not_revisited`.",
    )
    refers_back = serializers.BooleanField(
        source="given.is_explicit", help_text="The report names the earlier visit."
    )
    note = serializers.CharField(source="given.note", help_text="Why we read it so.")
    is_confirmed = serializers.BooleanField(source="given.is_confirmed")


class PositionShape(serializers.Serializer[PositionItem]):
    recommendation = serializers.CharField(source="taken.recommendation_ref")
    position = serializers.ChoiceField(Position.choices, source="taken.position")
    position_label = Label("taken.position")
    words = serializers.CharField(
        source="taken.words", help_text="The council's own, where it published any."
    )
    page = serializers.IntegerField(source="taken.page", allow_null=True)
    published_on = Day("answer.published_on")
    source_url = serializers.CharField(source="answer.url")


class UpdateShape(serializers.Serializer[UpdateReported]):
    dated = Day()
    delivery = serializers.ChoiceField(Delivery.choices)
    target = Day(help_text="The new target date, where it gave one.")
    reason = serializers.CharField()
    source_url = serializers.CharField()


class EvidenceShape(serializers.Serializer[EvidenceGiven]):
    what = serializers.CharField(source="label")
    url = serializers.CharField()
    dated = Day()


class ActionShape(serializers.Serializer[ActionReported]):
    ref = serializers.CharField()
    text = serializers.CharField()
    owner_role = serializers.CharField()
    recommendations = serializers.ListField(
        child=serializers.CharField(), source="recommendation_refs"
    )
    delivery = serializers.ChoiceField(Delivery.choices)
    delivery_label = Label("delivery")
    as_of = Day()
    first_target = Day()
    current_target = Day()
    date_changes = serializers.IntegerField(source="moves")
    updates = UpdateShape(many=True)
    evidence = EvidenceShape(many=True, help_text="This site has not checked it.")
    is_confirmed = serializers.BooleanField()


class CouncilSays(serializers.Serializer[RecommendationItem]):
    note = Always(COUNCIL_SAYS)
    positions = PositionShape(many=True)
    actions = ActionShape(many=True)


class InspectorsSay(serializers.Serializer[RecommendationItem]):
    note = Always(INSPECTORS_SAY)
    verdicts = VerdictShape(many=True)
    restated_by = serializers.ListField(
        child=serializers.CharField(),
        help_text="Later recommendations that ask for the same again.",
    )
    restates = serializers.ListField(
        child=serializers.CharField(),
        help_text="Earlier recommendations that this one asks again.",
    )


class SiteInfers(serializers.Serializer[RecommendationItem]):
    note = Always(SITE_INFERS)
    headline = serializers.ChoiceField(Headline.choices, source="tracked.headline")
    headline_label = Label("tracked.headline")
    reason = serializers.CharField(source="tracked.reason")
    thread = serializers.CharField(
        source="thread_ref", help_text="The first recommendation of its thread."
    )
    overdue_actions = serializers.ListField(
        child=serializers.CharField(), source="overdue"
    )


class RecommendationShape(serializers.Serializer[RecommendationItem]):
    """Something that a report asks for, and what each of three voices says of it."""

    ref = serializers.CharField(source="tracked.raised.ref")
    url = Address(
        lambda r: reverse(
            "api-recommendation", args=[r.tracked.visit.ref, r.tracked.raised.number]
        ),
        help_text="This record for programs.",
    )
    page_url = Address(
        lambda r: reverse(
            "inspection-recommendation",
            args=[r.tracked.visit.ref, r.tracked.raised.number],
        ),
        help_text="This record for people.",
    )
    authority = serializers.SlugField(source="authority.slug")
    inspection = serializers.SlugField(source="tracked.visit.ref")
    visit_ended = Day("tracked.visit.ended")
    number = serializers.IntegerField(source="tracked.raised.number")
    kind = serializers.ChoiceField(
        RecommendationKind.choices, source="tracked.raised.kind"
    )
    passage = PassageShape(source="tracked.raised.passage")
    responsible_body = serializers.CharField(source="tracked.raised.responsible_body")
    themes = ThemeNameShape(many=True, source="tracked.raised.themes")
    is_confirmed = serializers.BooleanField(source="tracked.raised.is_confirmed")
    council_says = CouncilSays(source="*")
    inspectors_say = InspectorsSay(source="*")
    site_infers = SiteInfers(source="*")


class ResponseShape(serializers.Serializer[ResponseItem]):
    """What the council published in answer to a visit, or that none was found."""

    note = Always(COUNCIL_SAYS)
    authority = serializers.SlugField(source="authority.slug")
    inspection = serializers.SlugField(source="answer.inspection_ref")
    kind = serializers.CharField(source="answer.kind")
    kind_label = serializers.CharField(source="answer.kind_label")
    is_found = serializers.BooleanField(source="answer.is_found")
    title = serializers.CharField(source="answer.title")
    summary = serializers.CharField(source="answer.summary")
    source_url = serializers.CharField(source="answer.url")
    received_on = Day("answer.received_on")
    published_on = Day("answer.published_on")
    last_looked_on = Day("answer.last_looked_on")
    is_confirmed = serializers.BooleanField(source="answer.is_confirmed")
    positions = PositionShape(many=True)
    actions = ActionShape(many=True, source="answer.actions")


class InspectionSummary(serializers.Serializer[InspectionItem]):
    """A visit: when it was, under which framework, and how it graded."""

    ref = serializers.SlugField(source="visit.ref")
    url = Address(
        lambda i: reverse("api-inspection", args=[i.visit.ref]),
        help_text="This record for programs.",
    )
    page_url = Address(
        lambda i: reverse("inspection-detail", args=[i.visit.ref]),
        help_text="This record for people.",
    )
    authority = serializers.SlugField(source="inspection.authority.slug")
    authority_name = serializers.CharField(source="visit.authority")
    kind = serializers.ChoiceField(Kind.choices, source="visit.kind")
    kind_label = serializers.CharField(source="visit.kind_label")
    framework = serializers.SlugField(source="visit.framework.code")
    focus = serializers.CharField(source="visit.focus")
    started = Day("visit.started")
    ended = Day("visit.ended")
    only_month_is_known = serializers.BooleanField(source="visit.is_month_only")
    published_on = Day("visit.published_on")
    outcome = serializers.CharField(
        source="visit.outcome", help_text="Of an area SEND inspection: never a grade."
    )
    is_confirmed = serializers.BooleanField(source="visit.is_confirmed")
    source_url = serializers.CharField(source="inspection.source_url")
    ofsted_file_id = serializers.CharField(source="inspection.ofsted_file_id")
    licence = serializers.CharField(source="inspection.licence")
    judgements = JudgementShape(many=True)


class InspectorsSayOfVisit(serializers.Serializer[InspectionItem]):
    summary = serializers.CharField(
        source="inspection.summary", help_text="Of the report, in our words."
    )
    lead_inspectors = serializers.ListField(
        child=serializers.CharField(), source="inspection.lead_inspectors"
    )
    recommendations = RecommendationShape(many=True)


class CouncilSaysOfVisit(serializers.Serializer[InspectionItem]):
    note = Always(COUNCIL_SAYS)
    responses = ResponseShape(many=True)


class SiteInfersOfVisit(serializers.Serializer[InspectionItem]):
    note = Always(SITE_INFERS)
    open = serializers.IntegerField(source="open_count")
    overdue = serializers.IntegerField(source="overdue_count")


class InspectionShape(InspectionSummary):
    """A visit in full, by voice."""

    council_says = CouncilSaysOfVisit(source="*")
    inspectors_say = InspectorsSayOfVisit(source="*")
    site_infers = SiteInfersOfVisit(source="*")
