"""The review of a report that was read: mend what is wrong, then make a draft of it."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.forms import BaseForm
from django.http import QueryDict

from inspections import theming
from inspections.admin.offered_judgements import offered_rows, with_offered
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
        ] + [("judgements", error) for error in self.judgements.non_form_errors()]

    def by_noun(self) -> dict[str, Any]:
        """Return the forms of each part under the word for what they are."""
        return {
            "": [self.facts],
            "Judgement": self.judgements,
            "Recommendation": self.items,
            "Finding": self.findings,
        }


def _is_left_out(form: BaseForm) -> bool:
    return bool(getattr(form, "cleaned_data", {}).get("DELETE"))


def review_forms(parsed: ParsedReport, *, data: QueryDict | None = None) -> ReviewForms:
    """Return the forms for a report as read, or with what a person sent; queries."""
    if data is not None:
        data = with_offered(data, parsed)
    phrases, names = _phrases(parsed), theme_choices()
    themed = {"label_suffix": "", "themes": names}
    return ReviewForms(
        facts=FactsForm(data, initial=facts_of(parsed), prefix="fact", label_suffix=""),
        judgements=Judgements(
            data,
            prefix="judgement",
            # What was sent brings its own offered rows.
            initial=_judgement_values(parsed)
            + (offered_rows(parsed) if data is None else []),
            form_kwargs={"label_suffix": ""},
        ),
        items=Items(
            data,
            prefix="item",
            initial=_item_values(parsed, phrases),
            form_kwargs=themed,
        ),
        findings=Findings(
            data,
            prefix="finding",
            initial=_finding_values(parsed, phrases),
            form_kwargs=themed,
        ),
    )


Phrases = Mapping[str, Sequence[str]]


def _phrases(parsed: ParsedReport) -> Phrases:
    of_send = parsed.kind == "area_send"
    scope = Theme.Scope.AREA_SEND if of_send else Theme.Scope.CHILDRENS_SERVICES
    return {t.slug: t.phrases for t in Theme.objects.filter(scope=scope)}


def _themes(text: str, phrases: Phrases) -> list[str]:
    return [found.theme for found in theming.suggest(text, phrases)]


def _judgement_values(parsed: ParsedReport) -> list[dict[str, Any]]:
    """Return what the rows of the judgements that were read start from."""
    return [
        {
            "area": judgement.area,
            "grade": judgement.grade,
            "heading": judgement.heading,
            "subject": judgement.subject,
            "page": judgement.page,
        }
        for judgement in parsed.judgements
    ]


def _item_values(parsed: ParsedReport, phrases: Phrases) -> list[dict[str, Any]]:
    """Return what each recommendation's form starts from, with suggested themes."""
    return [
        {
            "text": item.text,
            "kind": item.kind,
            "paragraph": item.paragraph,
            "page": item.page,
            "body": item.body,
            "themes": _themes(item.text, phrases),
        }
        for item in items_of(parsed)
    ]


def _finding_values(parsed: ParsedReport, phrases: Phrases) -> list[dict[str, Any]]:
    """Return what each finding's form starts from, with suggested themes."""
    return [
        {
            "section": finding.section,
            "text": finding.text,
            "paragraph": finding.paragraph,
            "page": finding.page,
            "themes": _themes(finding.text, phrases),
        }
        for finding in parsed.findings
    ]


def _is_folded(fact: Fact) -> bool:
    """Say whether a field may be out of sight: ILACS never prints when it came out."""
    return fact.level == "none" and fact.name != "published_on"


def review_context(report_import: ReportImport, forms: ReviewForms) -> dict[str, Any]:
    """Return what the page shows; asks the PDF where the passages stand."""
    parsed = from_stored(report_import.parsed)
    facts = facts_shown(parsed, forms.facts)
    unprinted = [fact for fact in facts if _is_folded(fact)]
    judgements = judgement_rows(parsed, forms.judgements)
    return {
        "report_import": report_import,
        "parsed": parsed,
        "warnings": warnings_shown(parsed, judgements=judgements),
        "errors": forms.errors() if forms.facts.is_bound else [],
        "printed": [fact for fact in facts if not _is_folded(fact)],
        "unprinted": unprinted,
        "unprinted_errors": any(fact.control.errors for fact in unprinted),
        "judgements": judgements,
        "items": item_rows(parsed, forms.items),
        "sections": finding_sections(parsed, forms.findings),
        "forms": forms,
        "finding_count": len(parsed.findings),
        "item_count": len(forms.items.initial_forms),
        "pages": pages_shown(parsed, report_import.report_file),
        "theme_names": [name for _, name in theme_choices()],
    }
