"""Whole small reports in the form of real ones, with words of our own."""

from tests.importing.sheets import (
    Printed,
    at,
    body,
    bullet,
    heading,
    numbered,
    plain,
)

Parts = list[list[Printed]]

HELP = "The experiences and progress of children who need help and protection"


def ilacs_front(
    *,
    name: str = "Barnsley",
    dates: str = "11 to 22 September 2023",
    lead: str = "Ada Brook, His Majesty’s Inspector",
    overall: str = "Good",
) -> Parts:
    """The front page of an ILACS report since January 2023."""
    return [
        [
            Printed(f"Inspection of {name}", size=26),
            Printed("local authority children’s services", size=26, above=31),
        ],
        plain(f"Inspection dates: {dates}"),
        plain(f"Lead inspector: {lead}"),
        at("Judgement", x=77, y=560),
        at("Grade", x=303, y=560),
        at("The impact of leaders on social work", x=77, y=527),
        at("practice with children and families", x=77, y=513),
        at("Good", x=303, y=527),
        at("The experiences and progress of", x=77, y=486),
        at("children who need help and protection", x=77, y=471),
        at("Requires improvement", x=303, y=486),
        at("to be good", x=303, y=471),
        at("The experiences and progress of", x=77, y=444),
        at("children in care", x=77, y=430),
        at("Good", x=303, y=430),
        at("The experiences and progress of care leavers", x=77, y=403),
        at("Outstanding", x=303, y=403),
        at("Overall effectiveness", x=77, y=361),
        at(overall, x=303, y=361),
        at("Services have got better since the last visit. Leaders know", x=72, y=328),
        at("what to do next.", x=72, y=313.6),
    ]


def ilacs_body(*, grade: str = "requires improvement to be good") -> list[Parts]:
    """The later pages: two bullets, one with dashes under it, and five paragraphs."""
    return [
        [
            heading("What needs to improve?"),
            bullet("The timeliness of visits to children who live far", "from home."),
            bullet("The quality of plans, so that:"),
            bullet("each step has a date", x=100, mark="\uf02d"),
            bullet("families get a copy.", x=100, mark="\uf02d"),
            bullet("Support for young carers. (Outcome three)"),
            heading(
                "The experiences and progress of children who need",
                f"help and protection: {grade}",
            ),
            numbered(
                "1. Families get help early. Young people who are over",
                "16. This affords them a say in what is done.",
            ),
            numbered("2. Referrals are read on the same day, and this goes"),
        ],
        [
            [Printed("on at weekends too.", x=100, y=736)],
            numbered("3. Plans are uneven."),
            heading("The experiences and progress of children in care: good"),
            numbered("4. Children are settled. (Recommendation)"),
            numbered("5. Reviews happen on time."),
        ],
    ]


def ilacs(**front: str) -> list[Parts]:
    """A whole small ILACS report."""
    return [ilacs_front(**front), *ilacs_body()]


def broken_ilacs(*, unread: tuple[str, ...] = (), **front: str) -> list[Parts]:
    """A whole small ILACS report whose table lacks grades: those named, or all."""
    grades = unread or ("Good", "Requires improvement", "to be good", "Outstanding")
    parts = [
        [line for line in part if line.y is None or line.text not in grades]
        for part in ilacs_front(**front)
    ]
    return [parts, *ilacs_body()]


def sif_front(*, overall: str = "are good", board: bool = True) -> Parts:
    """The cover of a SIF report of 2016."""
    review = heading(
        "Review of the effectiveness of the Local Safeguarding Children", "Board"
    )
    return [
        [Printed("Barnsley Metropolitan Borough Council", size=26)],
        heading(
            "Inspection of services for children in need of help and",
            "protection, children looked after and care leavers",
        ),
        review if board else [],
        plain("Inspection date: 6 June 2016 – 30 June 2016", size=14),
        plain("Report published: 26 August 2016", size=14),
        heading(f"Children’s services in Barnsley {overall}"),
        at("1. Children who need help and protection", x=77, y=444),
        at("Requires improvement", x=394, y=444),
        at("2. Children looked after and achieving", x=77, y=417),
        at("permanence", x=95, y=402),
        at("Good", x=394, y=410),
        at("2.1 Adoption performance", x=125, y=375),
        at("Outstanding", x=394, y=375),
        at("2.2 Experiences and progress of care leavers", x=125, y=348),
        at("Good", x=394, y=348),
        at("3. Leadership, management and governance", x=77, y=321),
        at("Good", x=394, y=321),
    ]


def sif_body() -> list[Parts]:
    """Later pages of a SIF report: two lists, findings and a board's part."""
    return [
        [
            heading("What does the local authority need to improve?"),
            heading("Priority and immediate action", size=12),
            numbered("1. Visit every child on a plan within a week."),
            heading("Areas for improvement", size=12),
            plain("Quality of practice"),
            numbered(
                "2. Write chronologies that help, and make sure",
                "that managers read them.",
            ),
            numbered("3. See that supervision is regular; this to include"),
            bullet("a written record", x=116, mark="\uf02d"),
            heading("The local authority’s strengths"),
            numbered("4. Disabled children are helped well."),
            heading(
                "The experiences and progress of children looked after and",
                "achieving permanence",
            ),
            heading("Inspection findings", size=12),
            numbered("5. Children do well at school."),
            numbered(
                "6. Health checks are timely. This was a recommendation at",
                "the last inspection.",
            ),
        ],
        [
            heading("The Local Safeguarding Children Board", size=16),
            heading("The Local Safeguarding Children Board requires improvement"),
            heading("Recommendations"),
            bullet("Agree on what to measure."),
            heading("Inspection findings – the Local Safeguarding Children Board"),
            numbered("7. The chair asks hard questions."),
            numbered("8. Members come to meetings."),
        ],
        [
            heading("Information about this inspection"),
            body("The inspection was made under the law of the day."),
            heading("The inspection team", size=12),
            plain("Lead inspector: Ada Brook HMI"),
            plain("Deputy lead inspector: Bo Marsh HMI"),
        ],
    ]


def sif(*, overall: str = "are good", board: bool = True) -> list[Parts]:
    """A whole small SIF report."""
    return [sif_front(overall=overall, board=board), *sif_body()]
