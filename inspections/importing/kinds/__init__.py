"""The readers of each kind of report, in the order in which they are asked."""

from types import ModuleType

from inspections.importing.kinds import (
    area_send,
    ilacs,
    jtai,
    looked_after,
    other,
    single_inspection,
    visit_letter,
)

READERS: tuple[ModuleType, ...] = (
    single_inspection,
    ilacs,
    area_send,
    jtai,
    looked_after,
    visit_letter,
    other,
)
