"""When a council's answer to a visit is due, by which rule, and how sure that is.

Pure: no database and no clock. Sources, and how sure we are of each, stand with the
rules. Days are counted as the regulations of 2007 and 2015 have it: every day but
Saturdays, Sundays, Christmas Day, Good Friday and bank holidays in England; the day of
receipt is not counted. Two published dates agree: Blackburn with Darwen, written to on
14 July 2023, had to answer by 23 October, and Stockton-on-Tees, reported on on 9 May
2023, by 16 August; each is the 70th working day.
"""

from dataclasses import dataclass
from datetime import date, timedelta
from enum import StrEnum
from functools import cache

import holidays

from inspections.vocabulary import Kind

SATURDAY = 5


@cache
def bank_holidays(year: int) -> frozenset[date]:
    """Return the bank holidays of a year in England, one-off ones with them.

    From a library that holds them; a future year lacks what is not proclaimed yet.
    """
    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Say whether a day is a working day in England."""
    return day.weekday() < SATURDAY and day not in bank_holidays(day.year)


def add_working_days(start: date, days: int) -> date:
    """Return the day on which a number of working days, one or more, has run.

    The first day counted is the one after `start`; fewer than one is a ValueError.
    """
    if days < 1:
        raise ValueError("Count at least one working day.")
    day = start
    while days:
        day += timedelta(days=1)
        days -= is_working_day(day)
    return day


def working_days_between(earlier: date, later: date) -> int:
    """Return how many working days after `earlier` run until `later`, that day too.

    Negative where `later` is the earlier one.
    """
    if later < earlier:
        return -working_days_between(later, earlier)
    span = (later - earlier).days
    return sum(is_working_day(earlier + timedelta(days=n)) for n in range(1, span + 1))


class Condition(StrEnum):
    """What must be so of a visit for a rule to hold."""

    ALWAYS = "always"
    PRIORITY_ACTION = "priority_action"
    STATEMENT_ASKED = "statement_asked"
    PLAN_REQUIRED = "plan_required"


@dataclass(frozen=True)
class Rule:
    """What is due after some kinds of visit, and in how many working days.

    `days` is none where the number is not known. `starts` and `ends` bound the first
    day on site. What is not `published` goes to inspectors alone.
    """

    code: str
    what: str
    days: int | None
    kinds: tuple[Kind, ...]
    condition: Condition
    source: str
    is_confirmed: bool
    starts: date = date.min
    ends: date = date.max
    published: bool = True


_SECTION_137 = (
    "Education and Inspections Act 2006, section 137, with the number of days that "
    "Ofsted gave in August 2018"
)
_JOINT_REVIEWS = (
    "Children Act 2004 (Joint Area Reviews) Regulations 2015 (SI 2015/1792), "
    "regulation 4"
)
_SEND_2023 = "Area SEND framework of 2023, as its reports print the requirement"

RULES: tuple[Rule, ...] = (
    # The Act is read; the 70 days are Ofsted's words in Children and Young People Now,
    # 16 August 2018, and agree with Stockton-on-Tees' cabinet paper of 2023.
    Rule(
        code="ilacs",
        what="action plan",
        days=70,
        kinds=(Kind.ILACS_STANDARD, Kind.ILACS_SHORT),
        condition=Condition.ALWAYS,
        source=_SECTION_137,
        is_confirmed=True,
    ),
    # The same Act; nothing of the time that we have read says how many days.
    Rule(
        code="before-ilacs",
        what="action plan",
        days=70,
        kinds=(Kind.SIF, Kind.SIF_REINSPECTION, Kind.LOOKED_AFTER),
        condition=Condition.ALWAYS,
        source=_SECTION_137,
        is_confirmed=False,
    ),
    Rule(
        code="focused-draft",
        what="draft action plan",
        days=20,
        kinds=(Kind.FOCUSED_VISIT,),
        condition=Condition.PRIORITY_ACTION,
        source="ILACS framework as changed in August 2018, in Ofsted’s words",
        is_confirmed=True,
        starts=date(2018, 8, 1),
        published=False,
    ),
    Rule(
        code="focused",
        what="action plan",
        days=70,
        kinds=(Kind.FOCUSED_VISIT,),
        condition=Condition.PRIORITY_ACTION,
        source=_SECTION_137,
        is_confirmed=True,
    ),
    # The regulations are read. Of 58 letters that print a date, 31 print the 70th
    # working day after their own date; the others were sent on another day.
    Rule(
        code="jtai",
        what="written statement of proposed action",
        days=70,
        kinds=(Kind.JTAI,),
        condition=Condition.STATEMENT_ASKED,
        source=_JOINT_REVIEWS,
        is_confirmed=True,
    ),
    Rule(
        code="area-send-2016",
        what="written statement of action",
        days=70,
        kinds=(Kind.AREA_SEND,),
        condition=Condition.STATEMENT_ASKED,
        source=_JOINT_REVIEWS,
        is_confirmed=True,
        ends=date(2022, 12, 31),
    ),
    # The reports require the plan and print no day; the number is not known to us.
    Rule(
        code="area-send-2023",
        what="priority action plan (area SEND)",
        days=None,
        kinds=(Kind.AREA_SEND,),
        condition=Condition.PLAN_REQUIRED,
        source=_SEND_2023,
        is_confirmed=True,
        starts=date(2023, 1, 1),
    ),
)
"""Every rule known here. A kind of visit that none names has no known deadline."""


@dataclass(frozen=True)
class Facts:
    """What is known of one visit that a deadline may hang on.

    `meets` holds the conditions that are known to be so.
    """

    kind: Kind
    started: date
    published_on: date | None = None
    received_on: date | None = None
    printed_due: date | None = None
    meets: frozenset[Condition] = frozenset()


class StartKind(StrEnum):
    """The day from which a deadline is counted."""

    RECEIPT = "receipt"
    PUBLICATION = "publication"


@dataclass(frozen=True)
class Deadline:
    """The day by which an answer is due, and how we know; `why` says it in a sentence.

    Without `due` no day can be given, and `why` is the reason. `is_printed` means that
    the report itself prints the day: no rule is used then.
    """

    what: str
    why: str
    due: date | None = None
    rule: Rule | None = None
    start: date | None = None
    start_kind: StartKind | None = None
    is_confirmed: bool = True
    is_printed: bool = False

    @property
    def is_followed(self) -> bool:
        """Whether the answer is published, so that its coming can be seen here."""
        return self.rule is None or self.rule.published


def rules_for(kind: Kind, started: date) -> tuple[Rule, ...]:
    """Return the rules for a kind of visit begun on a day, whatever their condition."""
    return tuple(
        rule
        for rule in RULES
        if kind in rule.kinds and rule.starts <= started <= rule.ends
    )


def deadlines_for(facts: Facts) -> tuple[Deadline, ...]:
    """Return what is due after a visit, or an empty tuple where no rule is known.

    A day that the report prints wins over the rules for what is published. Where a
    rule holds but its days or its start are unknown, there is a Deadline without a day.
    """
    rules = [
        rule
        for rule in rules_for(facts.kind, facts.started)
        if rule.condition in facts.meets | {Condition.ALWAYS}
    ]
    if facts.printed_due is None:
        return tuple(_by_rule(rule, facts) for rule in rules)
    kept = [_by_rule(rule, facts) for rule in rules if not rule.published]
    return (*kept, _as_printed(facts, facts.printed_due))


def _as_printed(facts: Facts, due: date) -> Deadline:
    named = [rule for rule in rules_for(facts.kind, facts.started) if rule.published]
    return Deadline(
        what=named[0].what if named else "written statement",
        why="The report itself prints the day.",
        due=due,
        is_printed=True,
    )


def _by_rule(rule: Rule, facts: Facts) -> Deadline:
    if rule.days is None:
        return Deadline(
            what=rule.what,
            why=(
                "The report requires one and prints no day, and how many working days "
                "the rule gives is not known here, so this site gives no date."
            ),
            rule=rule,
            is_confirmed=rule.is_confirmed,
        )
    start = facts.received_on or facts.published_on
    if start is None:
        return Deadline(
            what=rule.what,
            why=(
                f"The rule gives {rule.days} working days from the day the council "
                "received the report. Neither that day nor the day of publication is "
                "known here, so this site gives no date."
            ),
            rule=rule,
            is_confirmed=rule.is_confirmed,
        )
    kind = StartKind.RECEIPT if facts.received_on else StartKind.PUBLICATION
    return Deadline(
        what=rule.what,
        why=f"Counted as {rule.days} working days from {_from(start, kind)}.",
        due=add_working_days(start, rule.days),
        rule=rule,
        start=start,
        start_kind=kind,
        is_confirmed=rule.is_confirmed,
    )


def _from(start: date, kind: StartKind) -> str:
    day = f"{start:%-d %B %Y}"
    if kind is StartKind.RECEIPT:
        return f"{day}, when the council received the report"
    return (
        f"{day}, when the report was published; when the council received it is not "
        "known here"
    )
