"""What in a text could identify a child or family: names with ages, addresses, numbers.

It looks for forms, not for people: a name alone is never found, and what is found may
be harmless, so a person answers for each hit. Pure: text in, hits out.
"""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from enum import StrEnum


class HitKind(StrEnum):
    NAME_AND_AGE = "a name with an age"
    NAMED_FAMILY = "a named family"
    INITIAL = "a child by an initial"
    DATE_OF_BIRTH = "a date of birth"
    ADDRESS = "an address"
    POSTCODE = "a postcode"
    PHONE = "a telephone number"
    EMAIL = "an e-mail address"
    CASE_NUMBER = "a case number"
    NHS_NUMBER = "an NHS number"
    INSURANCE_NUMBER = "a National Insurance number"


@dataclass(frozen=True)
class Hit:
    """A passage that may identify somebody: what it looks like, and where it stands."""

    kind: HitKind
    words: str
    start: int
    end: int


def find_hits(text: str) -> list[Hit]:
    """Return what in a text may identify a child or a family, in order of place.

    Takes any text; returns passages that do not overlap, the longer one where two do.
    """
    found = [hit for finder in _FINDERS for hit in finder(text)]
    found.sort(key=lambda hit: (hit.start - hit.end, hit.start))
    kept: list[Hit] = []
    for hit in found:
        if all(hit.end <= other.start or hit.start >= other.end for other in kept):
            kept.append(hit)
    return sorted(kept, key=lambda hit: hit.start)


_MONTHS = (
    "January February March April May June July August September October November "
    "December Jan Feb Mar Apr Jun Jul Aug Sep Sept Oct Nov Dec"
)
_DAYS = "Monday Tuesday Wednesday Thursday Friday Saturday Sunday"
# Words that open a sentence or a phrase of the law, so that a capital makes no name.
_NO_NAMES = frozenset(
    f"""{_MONTHS} {_DAYS}
    A About Action Actions Act Adolescents Adults After All Almost Also An And Annex
    Appendix Area Areas Article As At Babies Baby Because Before Between Boys Bullet
    Both But By Care Carers Case Cases Chapter Child Childhood Children Clause
    Column Committee Council Criteria Criterion Currently Directive Disabled During Each
    Early Eight Eighteen Eleven England English Every Few Fifteen Fifty Figure Finding
    Five For Forty Four Fourteen From Girls Goal Grade Group He Her His How However
    Improvement In Infants Inspection Is It Item Its Key Last Later Leavers Level Line
    Local Looked Males Females Many Men Milestone Month More Most New Nine Nineteen No
    None Nearly Not Number Objective Of Ofsted Older On One Only Or Other Our Outcome
    Over Page Pages Paragraph Paragraphs Parents Part Parts People Percentage Person
    Persons Phase Placements Plan Point Priorities Priority Pupils Quarter Question
    Range Recommendation Recommendations Reference Referrals Regulation Regulations
    Residents Row Rule Schedule Section Sections Seven Seventeen Several She Siblings
    Since Six Sixteen Some Stage Standard Standards Step Students Table Team Teams
    Teenagers Ten That The Their Them Then There These They Thirteen Thirty This Those
    Three Through Tier Toddlers Toolkit Total Twelve Twenty Two Unaccompanied Under Unit
    Until Up Version Volume Ward We Week Weeks Well What When Where Which While Who
    With Within Women Working Year Years Young Younger Youngest Youths Your Youth
    """.split()
)
_SMALL = "one two three four five six seven eight nine ten eleven twelve thirteen"
_AGE_WORDS = "|".join(f"{_SMALL} fourteen fifteen sixteen seventeen eighteen".split())
_AGE = rf"(?:1?\d|2[0-5]|{_AGE_WORDS})"
_NAME = (
    r"[A-Z][a-zà-ÿ]+(?:[-’'][A-Z][a-zà-ÿ]+)?(?:\s+[A-Z][a-zà-ÿ]+(?:[-’'][A-Z][a-zà-ÿ]+)?)"
    r"{0,2}"
)
_INITIALS = r"(?:[A-Z]\.\s?){1,3}|[A-Z]{1,2}"
# What follows a name and tells an age: "(14)", ", 14,", ", aged 14", " is 14 years."
_AGE_AFTER = (
    rf"(?:\s*\(\s*(?:aged?\s+)?{_AGE}(?:\s+(?:years?|months?|weeks?)(?:\s+old)?)?\s*\)"
    rf"|,\s+{_AGE}\s*,(?!\s*\d)"
    rf"|,?\s+(?:who\s+is\s+|is\s+|was\s+|now\s+)?age[d]?\s+{_AGE}\b"
    rf"(?!\s*(?:to|and|or|[-–])\s*{_AGE}\b)"
    rf"|,?\s+(?:who\s+)?(?:is|was|turned)\s+(?:only\s+|just\s+)?{_AGE}"
    r"(?:\s+years?\s+old|(?=\s*[.,;]))"
    rf"|,?\s+(?:is\s+|was\s+)?an?\s+{_AGE}[-\s](?:year|month|week)s?[-\s]old\b)"
)
_YEAR_OLD = rf"\b{_AGE}[-\s](?:year|month|week)s?[-\s]old\s+(?:\w+\s+)??"
_DATE = (
    r"(?:\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?"
    rf"(?:{'|'.join(_MONTHS.split())})\.?,?(?:\s+\d{{2,4}})?"
    r"|\d{1,2}\s*[/.-]\s*\d{1,2}\s*[/.-]\s*\d{2,4}|\d{4}-\d{2}-\d{2})"
)
_KIN = (
    "mother|father|mum|dad|brother|sister|grandmother|grandfather|nan|aunt|uncle|"
    "stepfather|stepmother|twin"
)
_STREET = (
    "Street|St|Road|Rd|Avenue|Ave|Lane|Close|Drive|Crescent|Court|Gardens|Terrace|"
    "Grove|Square|Mews|Walk|Rise|Row|Way|Place|Hill|Green"
)

_NAME_THEN_AGE = re.compile(rf"\b(?P<name>{_NAME}){_AGE_AFTER}")
_AGE_THEN_NAME = re.compile(rf"{_YEAR_OLD}(?:called\s+|named\s+)?(?P<name>{_NAME})")
# "Part B (14)" is a form, and "Grade C" a mark.
_LETTERED = "Part Form Table Annex Group Grade Section Appendix Year Level Schedule"
_INITIALS_THEN_AGE = re.compile(
    "".join(rf"(?<!{word} )" for word in _LETTERED.split())
    + rf"(?<![\w.])(?P<name>{_INITIALS})(?!\w){_AGE_AFTER}"
)
_LETTER = re.compile(
    r"\b(?:[Cc]hild|[Bb]aby|[Ss]ibling|[Mm]other|[Ff]ather|[Yy]oung\s+[Pp]erson|[Ff]amily)"
    r"\s+(?:[B-HJ-Z]|A(?!\s+[a-z]+\s+(?:of|number)))(?!\w|[./&-]\w)"
)
_KIN_OF = re.compile(rf"\b(?P<name>{_NAME})[’']s?\s+(?:{_KIN})\b")
_FAMILY = re.compile(r"\b[Tt]he\s+(?P<name>[A-Z][a-zà-ÿ]+)\s+(?:family|siblings)\b")
_BIRTH = re.compile(
    rf"\b(?:(?i:date\s+of\s+birth|d\.?o\.?b\b\.?|birthday))\W{{0,4}}(?:\w+\W+){{0,2}}?{_DATE}"
    rf"|\b(?i:born)\s+(?:on\s+)?(?:the\s+)?{_DATE}"
)
_HOME = re.compile(
    rf"\b(?:(?i:flat|apartment)\s+\d{{1,3}}[A-Za-z]?,?\s+)?\d{{1,4}}[A-Za-z]?,?\s+"
    rf"(?:[A-Z][a-z’']+\s+){{1,3}}(?:{_STREET})\b"
    r"|\b(?i:flat|apartment)\s+\d{1,3}[A-Za-z]?,\s+[A-Z][a-z]+"
)
_POST = re.compile(
    r"\b(?:[A-PR-UWYZ][A-HK-Y]?\d[A-HJKPSTUW\d]?|GIR)\s*\d[ABD-HJLNP-UW-Z]{2}\b"
)
_CALL = re.compile(r"(?<![\w.])(?:\+44\s?(?:\(0\)\s?)?|\(?0)[\d\s()-]{8,13}\d(?!\w)")
_MAIL = re.compile(r"\b[\w.+-]+@[\w-]+(?:\.[\w-]+)+\b")
_CASE = re.compile(
    r"\b(?i:case|client|file|person|child|care\s?first|mosaic|liquidlogic|lcs|upn|crime)"
    r"\s*(?i:id|no\.?|number|ref\.?|reference(?:\s+number)?|identifier)\s*[:#]?\s*(?:is\s+)?"
    r"(?=[A-Z/\d-]*\d{3})[A-Z\d][A-Z\d/-]{3,}"
    r"|\b[A-Z]{2}\d{2}[CPZ]\d{5}\b|\b[A-HJ-NP-RT-Z]\d{11}[A-HJ-NP-RT-Z\d]\b"
)
_NHS = re.compile(
    r"(?P<said>\bNHS\s*(?:no\.?|number)?\s*[:#]?\s*)?(?<![\d-])"
    r"(?P<digits>\d{3}[\s-]?\d{3}[\s-]?\d{4})(?![\d-])"
)
_INSURED = re.compile(
    r"\b[A-CEGHJ-PR-TW-Z][A-CEGHJ-NPR-TW-Z]\s?\d{2}\s?\d{2}\s?\d{2}\s?[A-D]\b"
)
# Numbers that only organisations have, and desks rather than people.
_OFFICE_CALL = re.compile(r"\D*(?:44)?0?(?:3\d\d|80\d|84\d|87\d)")
_DESK = re.compile(
    r"(?i:enquir|info|contact|press|comms|help|admin|office|customer|foi|complaint|"
    r"feedback|support|data|team|web|media|no-?reply|protectionofchildren)"
)
_OFSTED_OFFICES = {"M12WD", "M12ED"}


def _place_of_name(words: str) -> int | None:
    """Return where a name begins among capitalised words, past those that open one."""
    start = 0
    for match in re.finditer(r"[^\s’'-]+", words):
        if match[0] not in _NO_NAMES:
            break
        start = match.end() + 1
    rest = words[start:]
    if not rest or any(word in _NO_NAMES for word in re.split(r"[\s’'-]+", rest)):
        return None
    return start


def _named(pattern: re.Pattern[str], kind: HitKind) -> Callable[[str], Iterator[Hit]]:
    """Find a pattern whose group `name` is one, and no word that opens a sentence."""

    def finder(text: str) -> Iterator[Hit]:
        for match in pattern.finditer(text):
            past = _place_of_name(match["name"])
            if past is None:
                continue
            # Words before the name belong to it only where they tell an age.
            start = match.start()
            if start == match.start("name"):
                start += past
            yield Hit(kind, text[start : match.end()], start, match.end())

    return finder


def _plain(
    pattern: re.Pattern[str],
    kind: HitKind,
    *,
    unless: Callable[[str], bool] = lambda words: False,
) -> Callable[[str], Iterator[Hit]]:
    """Find a pattern, but for what is harmless by its form."""

    def finder(text: str) -> Iterator[Hit]:
        for match in pattern.finditer(text):
            if not unless(match[0]):
                yield Hit(kind, match[0], match.start(), match.end())

    return finder


def _is_no_personal_call(words: str) -> bool:
    digits = re.sub(r"\D", "", words)
    return len(digits) not in (10, 11, 12, 13) or bool(_OFFICE_CALL.match(digits))


def _nhs_numbers(text: str) -> Iterator[Hit]:
    """Find ten digits that are said to be an NHS number, or whose last one checks."""
    for match in _NHS.finditer(text):
        if match["said"] or _checks(re.sub(r"\D", "", match["digits"])):
            yield Hit(HitKind.NHS_NUMBER, match[0], match.start(), match.end())


def _checks(digits: str) -> bool:
    """Say whether the last digit is the check digit of the nine before it.

    The rule is the NHS Data Dictionary's: modulus 11, weights 10 to 2.
    """
    total = sum(int(digit) * (10 - place) for place, digit in enumerate(digits[:9]))
    return (11 - total % 11) % 11 == int(digits[9])


_FINDERS: tuple[Callable[[str], Iterator[Hit]], ...] = (
    _named(_NAME_THEN_AGE, HitKind.NAME_AND_AGE),
    _named(_AGE_THEN_NAME, HitKind.NAME_AND_AGE),
    _named(_KIN_OF, HitKind.NAMED_FAMILY),
    _named(_FAMILY, HitKind.NAMED_FAMILY),
    _named(_INITIALS_THEN_AGE, HitKind.INITIAL),
    _plain(_LETTER, HitKind.INITIAL),
    _plain(_BIRTH, HitKind.DATE_OF_BIRTH),
    _plain(_HOME, HitKind.ADDRESS),
    _plain(
        _POST,
        HitKind.POSTCODE,
        unless=lambda words: re.sub(r"\s", "", words) in _OFSTED_OFFICES,
    ),
    _plain(_CALL, HitKind.PHONE, unless=_is_no_personal_call),
    _plain(_MAIL, HitKind.EMAIL, unless=lambda words: bool(_DESK.match(words))),
    _plain(_CASE, HitKind.CASE_NUMBER),
    _nhs_numbers,
    _plain(_INSURED, HitKind.INSURANCE_NUMBER),
)
