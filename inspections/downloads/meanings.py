"""What each column of the files means and holds, for the data package and the page."""

from typing import Literal, NamedTuple

Type = Literal["string", "integer", "boolean", "date", "datetime"]


class Meaning(NamedTuple):
    """The type of a column's values (Table Schema), and what it says."""

    type: Type
    words: str


def _text(words: str) -> Meaning:
    return Meaning("string", words)


def _number(words: str) -> Meaning:
    return Meaning("integer", words)


def _day(words: str) -> Meaning:
    return Meaning("date", words)


MEANINGS: dict[str, Meaning] = {
    # Where and when, by DfE's names
    "time_period": _number("Year in which the visit ended."),
    "time_identifier": _text("Month in which the visit ended."),
    "geographic_level": _text("Always “Local authority”."),
    "country_code": _text("ONS code of the country."),
    "country_name": _text("Name of the country."),
    "region_code": _text("ONS code of the region."),
    "region_name": _text("Name of the region."),
    "old_la_code": _text("DfE’s three-figure code of the authority."),
    "new_la_code": _text("ONS code of the authority."),
    "la_name": _text("Name of the authority that was inspected."),
    "urn": _number("Ofsted’s number for the authority; empty where not known."),
    # Visits
    "inspection_ref": _text("This site’s reference of the inspection; never reused."),
    "framework": _text("Family of the framework."),
    "framework_version": _text("Version of the framework in force on the first day."),
    "visit_type": _text("Kind of visit."),
    "focus": _text("Topic of a visit, where it had one."),
    "inspection_start_date": _day("First day on site."),
    "inspection_end_date": _day("Last day on site."),
    "date_precision": _text("“day”, or “month” where only the month is known."),
    "publication_date": _day("Day on which Ofsted published the report."),
    "outcome": _text("Outcome of an area SEND inspection: never a grade."),
    "recommendations": _number("How many recommendations it made."),
    "recommendations_open": _number("How many of them this site infers to be open."),
    "responses_found": _number("How many published answers of the council we found."),
    # Judgements
    "judgement_code": _text("What was judged."),
    "judgement_label": _text("Heading of the judgement as printed."),
    "grade": _text("Grade given, as a code; empty where there is none."),
    "grade_status": _text("“graded”, or the code of the reason why there is no grade."),
    "previous_grade": _text("Grade that the same area was last given before."),
    "previous_inspection_ref": _text("Inspection that gave the grade before."),
    "change": _number(
        "1 a higher grade than before, 0 the same, -1 lower; empty where the two may "
        "not be compared."
    ),
    "comparable": Meaning(
        "boolean",
        "Whether the grade may be compared with the one before; empty without one.",
    ),
    "page": _number("Page of the report or paper."),
    "source_url": _text("Where the report or paper was published."),
    # Recommendations
    "recommendation_ref": _text("Reference of the recommendation; never reused."),
    "number": _number("Its place in its reference."),
    "theme": _text("Themes, parted by “|”; assigned by this site."),
    "text": _text("Words as printed, or our summary where the page says so."),
    "position": _text("The council says: its last published position."),
    "delivery": _text(
        "The council says, not checked: how far its least advanced action is."
    ),
    "verified": _text(
        "Inspectors say: our reading of the last later report that spoke of it; "
        "“not_revisited” only where somebody read the report and it is silent."
    ),
    "headline": _text("This site infers: one word by a published rule."),
    "first_target_date": _day("The council says: the first date set for that action."),
    "current_target_date": _day("The council says: the date that stands."),
    "date_changes": _number("How often that date moved."),
    "response_url": _text("Where the council published its answer."),
    "verified_by_inspection_ref": _text("Inspection that last spoke of it."),
    "verified_page": _number("Page of that inspection’s report."),
    "thread_ref": _text("The first recommendation of the concern that it belongs to."),
    "last_checked": _day("When we last looked for an answer."),
    "record_url": _text("The record’s page here."),
    # History and links
    "axis": _text("Whose word changed: position or delivery (the council), verified."),
    "old": _text("What was said before; empty at the first."),
    "new": _text("What was said then."),
    "effective_date": _day("Day of the paper, the update or the visit’s end."),
    "recorded_at": Meaning("datetime", "When it was entered here, where kept."),
    "source_ref": _text("Inspection or action that says so."),
    "reason": _text("Reason or words given."),
    "from_ref": _text("What speaks, asks again, or is done."),
    "to_ref": _text("The recommendation that it speaks to, repeats, or is for."),
    "type": _text("Kind of link."),
    "from_page": _number("Page at which it stands."),
    "to_page": _number("Page of the recommendation."),
    "quote": _text("The words that prove it; empty where the text is a summary."),
    # The sector's columns
    "la_code": _text("DfE’s three-figure code of the authority."),
    "ltla23cd": _text("ONS code of the authority."),
    "stat_neighbours": _text("DfE codes of its statistical neighbours, nearest first."),
    "stat_neighbour_judgement": _text("Their overall grades, in the same order."),
    "local_authority": _text("Name of the authority."),
    "inspection_link": _text("Where the report was published."),
    "overall_effectiveness_grade": _text("Overall grade; empty where there is none."),
    "inspection_framework": _text("“short” or “standard”."),
    "inspector_name": _text("Lead inspector as printed in the report."),
    "local_link_to_all_inspections": _text("The authority’s page here."),
    "impact_of_leaders_grade": _text("Grade, or empty."),
    "help_and_protection_grade": _text("Grade, or empty."),
    "in_care_grade": _text(
        "Grade, or empty; until January 2023 of children in care and care leavers."
    ),
    "care_leavers_grade": _text("Grade, or empty; judged apart from January 2023."),
    "inspectors_inspections_count": _text("Always empty: we count no inspector."),
    "overall_effectiveness_status": _text(
        "“graded”, or the code of the reason why there is no overall grade."
    ),
}
