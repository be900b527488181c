"""The fields of an inspection itself, and the warning that it may be there already."""

from collections.abc import Sequence
from typing import Any

from django.forms import DateInput

from inspections.admin.bases import ModelForm
from inspections.admin.duplicates import Visit, Warned, inspections_like, unread
from inspections.admin.lines import LinesField
from inspections.admin.rehearsals import MayWait
from inspections.models import Inspection

# One field to type in: a browser's own takes four stops of the keyboard, and asks for
# the month first where its language is American.
DAY = DateInput(format="%d/%m/%Y", attrs={"size": 10, "autocomplete": "off"})


class InspectionForm(MayWait, ModelForm[Inspection]):
    lead_inspectors = LinesField(required=False)
    warnings: Sequence[Warned] = ()
    partners = LinesField(
        required=False, help_text="Other inspectorates that took part, one a line."
    )

    class Meta:
        model = Inspection
        fields: Sequence[str] = ()

    def clean(self) -> dict[str, Any]:
        """Warn, once, of an inspection that may be this one."""
        given = super().clean() or {}
        told: list[Any] = [
            given.get(name) for name in ("authority", "kind", "started", "ended")
        ]
        is_new = set(self.changed_data) & {"authority", "kind", "started", "ended"}
        if all(told) and is_new and not self.instance.revises_id:
            self.warnings = inspections_like(Visit(*told), but=self.instance.pk)
            if unread(self.warnings, self.data):
                self.add_error(None, "This inspection may be recorded already.")
        return given
