"""The readers of each kind of report, in the order in which they are asked."""

from types import ModuleType

from inspections.importing.kinds import area_send, ilacs, jtai, single_inspection

READERS: tuple[ModuleType, ...] = (
    single_inspection,
    ilacs,
    area_send,
    jtai,
)
