"""The field's own words: kinds, grades, areas, reasons, verdicts, positions.

A code is what is stored and exported; a label is what a reader sees.
"""

from django.db.models import TextChoices


class Kind(TextChoices):
    """A kind of inspection or visit; the label is what a reader sees."""

    SIF = "sif", "Single inspection (SIF)"
    SIF_REINSPECTION = "sif_reinspection", "Single inspection re-inspection"
    ILACS_STANDARD = "ilacs_standard", "Standard inspection (ILACS)"
    ILACS_SHORT = "ilacs_short", "Short inspection (ILACS)"
    FOCUSED_VISIT = "focused_visit", "Focused visit"
    MONITORING_VISIT = "monitoring_visit", "Monitoring visit"
    JTAI = "jtai", "Joint targeted area inspection"
    AREA_SEND = "area_send", "Area SEND inspection"
    SLAC = "slac", "Safeguarding and looked after children inspection"
    LOOKED_AFTER = "looked_after", "Looked after children inspection (2013)"
    LSCB_REVIEW = "lscb_review", "Local Safeguarding Children Board review"
    OTHER = "other", "Other inspection or review"


class Grade(TextChoices):
    """A normalised grade; `ADEQUATE` was the third grade until 2013 only."""

    OUTSTANDING = "outstanding", "Outstanding"
    GOOD = "good", "Good"
    REQUIRES_IMPROVEMENT = "requires_improvement", "Requires improvement to be good"
    ADEQUATE = "adequate", "Adequate"
    INADEQUATE = "inadequate", "Inadequate"
    NOT_JUDGED = "not_judged", "Not judged"


class Area(TextChoices):
    """What a judgement is about, in short; its printed heading is kept with it."""

    OVERALL = "overall", "Overall effectiveness"
    LEADERS = "leaders", "Impact of leaders"
    HELP_AND_PROTECTION = "help_and_protection", "Help and protection"
    IN_CARE = "in_care", "Children in care"
    CARE_LEAVERS = "care_leavers", "Care leavers"
    IN_CARE_AND_CARE_LEAVERS = (
        "in_care_and_care_leavers",
        "Children in care and care leavers",
    )
    ADOPTION = "adoption", "Adoption performance"
    LSCB = "lscb", "Local Safeguarding Children Board"
    SAFEGUARDING = "safeguarding", "Safeguarding services"
    LOOKED_AFTER_SERVICES = (
        "looked_after_services",
        "Services for looked after children",
    )
    CAPACITY = "capacity_to_improve", "Capacity to improve"


class Subject(TextChoices):
    """The body that a judgement is about."""

    COUNCIL = "council", "Council"
    LSCB = "lscb", "Local Safeguarding Children Board"
    PARTNERSHIP = "partnership", "Local area partnership"


class Reason(TextChoices):
    """Why a value is missing. A missing value always has one."""

    NOT_GRADED_IN_FRAMEWORK = "not_graded_in_framework", "Not graded at this visit"
    JUDGEMENT_NOT_IN_FRAMEWORK = (
        "judgement_not_in_framework",
        "Not a separate judgement then",
    )
    NOT_INSPECTED = "not_inspected", "Not inspected"
    NOT_ENTERED = "not_entered", "Not entered yet"
    UNREADABLE = "unreadable", "Could not be read"


class Outcome(TextChoices):
    """The three outcomes of area SEND inspections since 2023: never a grade."""

    TYPICALLY_POSITIVE = "typically_positive", "Typically positive experiences"
    INCONSISTENT = "inconsistent", "Inconsistent experiences"
    SYSTEMIC_FAILINGS = "systemic_failings", "Widespread and/or systemic failings"


class Verdict(TextChoices):
    """What a later report says became of an earlier recommendation, as we read it."""

    ADDRESSED = "addressed", "Addressed"
    IMPROVED = "improved", "Improved, more to do"
    UNCHANGED = "unchanged", "Unchanged"
    DECLINED = "declined", "Declined"
    NOT_REVISITED = "not_revisited", "Not revisited"


class Position(TextChoices):
    """The council's published position on a recommendation."""

    ACCEPTED = "accepted", "Accepted"
    ACCEPTED_IN_PART = "accepted_in_part", "Accepted in part"
    ACCEPTED_IN_PRINCIPLE = "accepted_in_principle", "Accepted in principle"
    NOT_ACCEPTED = "not_accepted", "Not accepted"
    NOT_ADDRESSED = "not_addressed", "Not addressed in the response"


class Delivery(TextChoices):
    """How far the council says it is; overdue is derived, never stored."""

    UNKNOWN = "unknown", "Not known"
    NOT_STARTED = "not_started", "Not started"
    UNDER_WAY = "under_way", "Under way"
    REPORTED_COMPLETE = "reported_complete", "Reported complete"
    NO_LONGER_APPLICABLE = "no_longer_applicable", "No longer applicable"


class Polarity(TextChoices):
    """Whether a finding speaks of a strength or a concern."""

    STRENGTH = "strength", "Strength"
    CONCERN = "concern", "Concern"
    MIXED = "mixed", "Mixed"
    NOT_CLASSIFIED = "not_classified", "Not classified"


class RecommendationKind(TextChoices):
    """What a report calls the thing that it asks for."""

    RECOMMENDATION = "recommendation", "Recommendation"
    AREA_FOR_IMPROVEMENT = "area_for_improvement", "Area for improvement"
    PRIORITY_AND_IMMEDIATE = (
        "priority_and_immediate_action",
        "Priority and immediate action",
    )
    PRIORITY_ACTION = "area_for_priority_action", "Area for priority action"
    LSCB = "lscb_recommendation", "LSCB recommendation"


class Headline(TextChoices):
    """What this site infers of a recommendation; see `comparison.headline`."""

    OPEN = "open", "Open"
    OPEN_OVERDUE = "open_overdue", "Overdue"
    UNVERIFIED = "reported_complete_unverified", "Reported complete, not verified"
    ADDRESSED = "closed_addressed", "Addressed"
    SUPERSEDED = "closed_not_addressed", "Superseded"


class News(TextChoices):
    """A kind of change that people may follow by feed or e-mail."""

    REPORT_PUBLISHED = "report_published", "Report published"
    RESPONSE_FOUND = "response_found", "Response found"
    STATUS_CHANGED = "status_changed", "Status changed"
    CORRECTION = "correction", "Correction"
