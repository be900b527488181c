"""The review of a report that was read: mend what is wrong, then make a draft of it."""

from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm

from inspections import theming
from inspections.admin.review_forms import (
    FactsForm,
    Findings,
    Items,
    Judgements,
    facts_of,
    items_of,
    theme_choices,
)
from inspections.admin.review_page import (
    Fact,
    facts_shown,
    finding_sections,
    item_rows,
    judgement_rows,
    pages_shown,
    warnings_shown,
)
from inspections.importing import ParsedReport
from inspections.importing.stored import from_stored
from inspections.models import ReportImport, Theme


@dataclass(frozen=True)
class ReviewForms:
    """All forms of the page, bound to what was sent or to what was read."""

    facts: FactsForm
    judgements: Any
    items: Any
    findings: Any

    def are_valid(self) -> bool:
        """Check all of them, so that every mistake is said at once."""
        checked = [
            form.is_valid()
            for form in (self.facts, self.judgements, self.items, self.findings)
        ]
        return all(checked)

    def errors(self) -> list[tuple[str, str]]:
        """Return each mistake with the id of the field that has it."""
        forms: list[BaseForm] = [
            self.facts,
            *self.judgements.forms,
            *self.items.forms,
            *self.findings.forms,
        ]
        return [
            (form[name].auto_id, f"{form[name].label}: {sentence}")
            for form in forms
            if not _is_left_out(form)
            for name, sentences in form.errors.items()
            if name in form.fields
            for sentence in sentences
        ]


def _is_left_out(form: BaseForm) -> bool:
    return bool(getattr(form, "cleaned_data", {}).get("DELETE"))


def review_forms(parsed: ParsedReport, *, data: Any = None) -> ReviewForms:
    """Return the forms for a report as read, or with what a person sent; queries."""
    return ReviewForms(
        facts=FactsForm(data, initial=facts_of(parsed), prefix="fact", label_suffix=""),
        judgements=Judgements(
            data,
            prefix="judgement",
            form_kwargs={"label_suffix": ""},
            initial=[
                {
                    "area": judgement.area,
                    "grade": judgement.grade,
                    "heading": judgement.heading,
                    "subject": judgement.subject,
                    "page": judgement.page,
                }
                for judgement in parsed.judgements
            ],
        ),
        items=Items(
            data,
            prefix="item",
            initial=_item_values(parsed),
            form_kwargs={"themes": theme_choices(), "label_suffix": ""},
        ),
        findings=Findings(
            data,
            prefix="finding",
            form_kwargs={"label_suffix": ""},
            initial=[
                {
                    "section": finding.section,
                    "text": finding.text,
                    "paragraph": finding.paragraph,
                    "page": finding.page,
                }
                for finding in parsed.findings
            ],
        ),
    )


def _item_values(parsed: ParsedReport) -> list[dict[str, Any]]:
    """Return what each recommendation's form starts from, with suggested themes."""
    scope = (
        Theme.Scope.AREA_SEND
        if parsed.kind == "area_send"
        else Theme.Scope.CHILDRENS_SERVICES
    )
    phrases = {t.slug: t.phrases for t in Theme.objects.filter(scope=scope)}
    return [
        {
            "text": item.text,
            "kind": item.kind,
            "paragraph": item.paragraph,
            "page": item.page,
            "body": item.body,
            "themes": [s.theme for s in theming.suggest(item.text, phrases)],
        }
        for item in items_of(parsed)
    ]


def _is_folded(fact: Fact) -> bool:
    """Say whether a field may be out of sight: ILACS never prints when it came out."""
    return fact.level == "none" and fact.name != "published_on"


def review_context(report_import: ReportImport, forms: ReviewForms) -> dict[str, Any]:
    """Return what the page shows; asks the PDF where the passages stand."""
    parsed = from_stored(report_import.parsed)
    facts = facts_shown(parsed, forms.facts)
    unprinted = [fact for fact in facts if _is_folded(fact)]
    return {
        "report_import": report_import,
        "parsed": parsed,
        "warnings": warnings_shown(parsed),
        "errors": forms.errors() if forms.facts.is_bound else [],
        "printed": [fact for fact in facts if not _is_folded(fact)],
        "unprinted": unprinted,
        "unprinted_errors": any(fact.control.errors for fact in unprinted),
        "judgements": judgement_rows(parsed, forms.judgements),
        "items": item_rows(parsed, forms.items),
        "sections": finding_sections(parsed, forms.findings),
        "forms": forms,
        "finding_count": len(parsed.findings),
        "item_count": len(forms.items.initial_forms),
        "pages": pages_shown(parsed, report_import.report_file),
    }
