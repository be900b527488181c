"""Two visits of Ambleford with all that can hang on them, for the interface."""

from datetime import date

from inspections.models import Inspection
from inspections.vocabulary import Area, Grade, Kind, Verdict
from tests import factories as make

FIRST, SECOND = "ambleford-2018-05-ilacs", "ambleford-2023-05-ilacs"


def make_cast() -> Inspection:
    """Make what the answers are told from, and return the later visit."""
    authority = make.make_authority()
    neglect = make.make_theme()
    first = make.make_inspection(
        authority,
        ended=date(2018, 5, 18),
        grades={Area.OVERALL: Grade.GOOD, Area.LEADERS: Grade.GOOD},
        recommendations=("Improve plans.", "Visit children sooner."),
    )
    second = make.make_inspection(
        authority,
        ended=date(2023, 5, 19),
        published_on=date(2023, 7, 3),
        grades={Area.OVERALL: Grade.REQUIRES_IMPROVEMENT},
        recommendations=("Visit children sooner still.",),
        lead_inspectors=["Jo Marsh"],
    )
    make.make_inspection(
        authority, ended=date(2021, 3, 3), kind=Kind.FOCUSED_VISIT, focus="Neglect"
    )
    plans, visits = first.all_recommendations.all()
    plans.themes.add(neglect)
    make.make_finding(second, section="Leaders").themes.add(neglect)
    make.make_verdict(plans, second, verdict=Verdict.IMPROVED)
    make.make_restatement(visits, second.all_recommendations.get())
    response = make.make_response(first, published_on=date(2018, 9, 1))
    make.make_position(response, plans, words="Agreed.")
    action = make.make_action(response, plans, first_target=date(2019, 3, 31))
    make.make_update(action, target=date(2020, 3, 31), reason="A post was vacant.")
    make.make_evidence(action)
    return second
