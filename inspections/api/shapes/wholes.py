"""Authorities, threads, themes and comparisons."""

from django.urls import reverse
from rest_framework import serializers

from inspections.api.shapes.parts import Address, Always, Day
from inspections.api.shapes.records import (
    SITE_INFERS,
    JudgementShape,
    VerdictShape,
)
from inspections.api.values import (
    AuthorityItem,
    ComparisonItem,
    ProgressItem,
    ThreadItem,
)
from inspections.comparison import JudgementChange
from inspections.models import Authority, Theme
from inspections.visits import JudgementMade, Visit
from inspections.vocabulary import Area, Grade, Reason


class AuthoritySummary(serializers.Serializer[Authority]):
    """A council with children's services, for as long as it existed."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    url = Address(
        lambda a: reverse("api-authority", args=[a.slug]),
        help_text="This record for programs.",
    )
    page_url = Address(
        lambda a: reverse("authority-detail", args=[a.slug]),
        help_text="This record for people.",
    )
    urn = serializers.IntegerField(allow_null=True, help_text="Ofsted's number.")
    dfe_code = serializers.CharField()
    ons_code = serializers.CharField()
    region = serializers.ChoiceField(Authority.Region.choices)
    kind = serializers.ChoiceField(Authority.Kind.choices)
    valid_from = Day()
    valid_to = Day(help_text="Its last day; null for one of today.")


class SiteInfersOfAuthority(serializers.Serializer[AuthorityItem]):
    note = Always(SITE_INFERS)
    recommendations = serializers.IntegerField(source="recommendation_count")
    open = serializers.IntegerField(source="open_count")
    overdue = serializers.IntegerField(source="overdue_count")


class AuthorityShape(serializers.Serializer[AuthorityItem]):
    """An authority with the grades that stand and what is open."""

    authority = AuthoritySummary()
    predecessors = serializers.ListField(
        child=serializers.SlugField(), help_text="Authorities that it took over from."
    )
    inspections = serializers.ListField(
        child=serializers.SlugField(), help_text="Every visit, oldest first."
    )
    standing_judgements = JudgementShape(
        many=True,
        source="standing",
        help_text="Of the last graded visit; no later visit has replaced them.",
    )
    site_infers = SiteInfersOfAuthority(source="*")


class ChangedJudgement(serializers.Serializer[JudgementMade]):
    grade = serializers.ChoiceField(Grade.choices, allow_null=True)
    missing_reason = serializers.ChoiceField(
        Reason.choices, source="reason", allow_null=True
    )
    words = serializers.CharField()
    page = serializers.IntegerField(allow_null=True)


class JudgementChangeShape(serializers.Serializer[JudgementChange]):
    """One area in two visits."""

    area = serializers.ChoiceField(Area.choices)
    earlier = ChangedJudgement(allow_null=True)
    later = ChangedJudgement(allow_null=True)
    earlier_absence = serializers.CharField(help_text="Why there is none, if so.")
    later_absence = serializers.CharField(help_text="Why there is none, if so.")
    change = serializers.IntegerField(
        allow_null=True,
        help_text="1 higher, 0 the same, -1 lower; null where not comparable.",
    )
    reason = serializers.CharField(
        help_text="Why they may not be compared, or what to bear in mind."
    )


class ProgressShape(serializers.Serializer[ProgressItem]):
    """What the later visit says became of what the earlier one asked."""

    recommendation = serializers.CharField(source="progress.recommendation.ref")
    became = serializers.ChoiceField(
        ["restated", "carried_over", "not_revisited"],
        help_text="`not_revisited` is not known, never a success.",
    )
    verdict = VerdictShape(
        allow_null=True, help_text="Null where nobody has read the later report for it."
    )
    restated_by = serializers.ListField(child=serializers.CharField())


class ComparedVisit(serializers.Serializer[Visit]):
    ref = serializers.SlugField()
    ended = Day()
    kind_label = serializers.CharField()
    framework = serializers.SlugField(source="framework.code")


class ComparisonShape(serializers.Serializer[ComparisonItem]):
    """Two visits side by side, the earlier first."""

    authority = serializers.SlugField(source="authority.slug")
    url = Address(
        lambda c: reverse("api-comparison", args=_refs(c)),
        help_text="This record for programs.",
    )
    page_url = Address(
        lambda c: reverse("comparison-pair", args=_refs(c)),
        help_text="This record for people.",
    )
    earlier = ComparedVisit(source="comparison.earlier")
    later = ComparedVisit(source="comparison.later")
    elapsed = serializers.CharField(source="comparison.elapsed")
    judgements = JudgementChangeShape(many=True, source="comparison.judgements")
    progress = ProgressShape(many=True)
    new_recommendations = serializers.ListField(
        child=serializers.CharField(), source="new"
    )


def _refs(item: ComparisonItem) -> list[str]:
    comparison = item.comparison
    return [item.authority.slug, comparison.earlier.ref, comparison.later.ref]


class ThreadShape(serializers.Serializer[ThreadItem]):
    """One concern across visits, from the first time it was raised."""

    ref = serializers.CharField(help_text="Its first recommendation.")
    sentence = serializers.CharField(source="thread.sentence")
    recommendations = serializers.ListField(
        child=serializers.CharField(), source="members"
    )
    visits = serializers.IntegerField(
        source="thread.visit_count", help_text="At how many visits it was raised."
    )
    is_addressed = serializers.BooleanField(
        source="thread.is_addressed",
        help_text="The last visit that spoke of it found it addressed.",
    )


class ThemeShape(serializers.Serializer[Theme]):
    """What recommendations and findings are about, in a parent's words."""

    slug = serializers.SlugField()
    name = serializers.CharField()
    definition = serializers.CharField()
    scope = serializers.ChoiceField(Theme.Scope.choices)
    page_url = Address(
        lambda t: reverse("theme-detail", args=[t.slug]),
        help_text="This record for people.",
    )
