"""What one person sent, laid over what another saved meanwhile.

A field that only the other changed takes what the other wrote; one that both changed
keeps what was sent, and is named, so that a person may choose. Nothing is written.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from django import forms
from django.contrib.admin.utils import flatten_fieldsets
from django.core.exceptions import FieldDoesNotExist, ValidationError
from django.db.models import Model
from django.http import HttpRequest, QueryDict

from inspections.admin.sent_rows import (
    Sent,
    as_sent,
    put,
    sent_fields,
    sent_rows,
    write_row,
)
from inspections.differences import Run, differences
from inspections.readable import Names, in_words, is_prose, row_name
from inspections.record_history import whole
from inspections.versions import ROWS, Version

CHOICE = "_choice-"
"""Before the name of a field that both changed: whose of the two is to stand."""

Standing = Mapping[type[Model], Mapping[int, Version]]


@dataclass(frozen=True)
class Clash:
    """A field that two people changed, each in another way."""

    name: str
    row: str
    label: str
    before: str
    theirs: tuple[Run, ...]
    mine: tuple[Run, ...]

    @property
    def choice(self) -> str:
        """The name of the control that says whose is to stand."""
        return f"{CHOICE}{self.name}"


@dataclass
class Merged:
    """What was sent, with what the other changed, and where both cannot stand."""

    data: QueryDict
    clashes: list[Clash] = field(default_factory=list)
    sentences: list[str] = field(default_factory=list)


def by_key(versions: Mapping[Any, Sequence[Version]]) -> Standing:
    """Return versions of rows by model and key."""
    return {
        model: {version.kept.id: version for version in rows}
        for model, rows in versions.items()
    }


def merge(
    admin: Any, request: HttpRequest, record: Any, *, was: Standing, now: Standing
) -> Merged:
    """Return what a person sent, laid over what stands now; queries."""
    merged = Merged(request.POST.copy())
    names = Names()
    for held in (was, now):
        for rows in held.values():
            names.want(rows.values())
    names.fetch()
    model = type(record)
    before, after = was[model].get(record.pk), now[model].get(record.pk)
    if before and after:
        form_class = _form_class(admin, request, record)
        mine = form_class(request.POST, request.FILES, instance=before.kept.instance)
        one = _Row("", before, after, names, merged)
        one.lay_over(mine, form_class(instance=record))
    for formset_class, inline, prefix in _row_forms(admin, request, record):
        if inline.model in {own.model for own in ROWS.get(model, ())}:
            _merge_rows(
                formset_class(
                    **admin.get_formset_kwargs(request, record, inline, prefix)
                ),
                formset_class(
                    instance=record,
                    prefix=prefix,
                    queryset=inline.get_queryset(request),
                ),
                was=was[inline.model],
                now=now[inline.model],
                names=names,
                merged=merged,
            )
    return merged


def with_choices(admin: Any, request: HttpRequest, record: Any) -> QueryDict:
    """Return what was sent, with what stands now where a person chose that; queries."""
    data = request.POST.copy()
    chosen = {
        key.removeprefix(CHOICE)
        for key in request.POST
        if key.startswith(CHOICE) and request.POST[key] == "theirs"
    }
    if not chosen:
        return data
    standing: Sent = {}
    found = [_form_class(admin, request, record)(instance=record)]
    for formset_class, inline, prefix in _row_forms(admin, request, record):
        shown = formset_class(
            instance=record, prefix=prefix, queryset=inline.get_queryset(request)
        )
        places = {row["id"]: place for place, row in sent_rows(data, prefix)}
        for form in shown.initial_forms:
            place = places.get(str(form.instance.pk))
            if place is not None:
                form.prefix = f"{prefix}-{place}"
                found.append(form)
    for form in found:
        for bound in form:
            if bound.html_name in chosen:
                standing[bound.html_name] = as_sent(bound)
    for name, values in standing.items():
        put(data, name, values)
    return data


@dataclass(frozen=True)
class _Row:
    """One row of a record, before and after what the other did."""

    name: str
    before: Version | None
    after: Version
    names: Names
    merged: Merged

    def lay_over(self, mine: Any, standing: Any) -> None:
        """Take what only the other changed; name what both did."""
        _remember_many(mine, self.before)
        for bound in mine:
            one = _model_field(self.after.model, bound.name)
            if one is None or bound.field.disabled or bound.name not in standing.fields:
                continue
            if isinstance(bound.field, forms.FileField):
                continue
            was = self.before.value(one) if self.before else None
            if self.before and was == self.after.value(one):
                continue
            theirs = standing[bound.name]
            if self.before and not bound._has_changed():
                put(self.merged.data, bound.html_name, as_sent(theirs))
            elif bound.field.has_changed(theirs.initial, bound.data):
                self.merged.clashes.append(self._clash(bound, one, was))

    def _clash(self, bound: Any, one: Any, was: Any) -> Clash:
        before = in_words(one, was, names=self.names) if self.before else ""
        theirs = in_words(one, self.after.value(one), names=self.names)
        mine = _in_own_words(bound, one, self.names)
        told = differences if is_prose(one) else whole
        return Clash(
            name=bound.html_name,
            row=self.name,
            label=str(bound.label),
            before=before,
            theirs=told(before, theirs),
            mine=told(before, mine),
        )


def _merge_rows(
    mine: Any,
    standing: Any,
    *,
    was: Mapping[int, Version],
    now: Mapping[int, Version],
    names: Names,
    merged: Merged,
) -> None:
    """Lay the rows of one kind over those that stand now, and number them anew."""
    prefix = mine.prefix
    # What was sent is read against what the sender saw, not against what stands now.
    mine._object_dict = {key: version.kept.instance for key, version in was.items()}
    forms_now = {form.instance.pk: form for form in standing.initial_forms}
    saved: list[tuple[Any, Version | None, Sent]] = []
    added: list[Sent] = []
    seen: set[int] = set()
    for place, row in sent_rows(merged.data, prefix):
        key = int(row["id"]) if row["id"].isdigit() else None
        sent = sent_fields(merged.data, prefix, place)
        if key is None:
            twin = _twin(sent, mine.model, now, was, names)
            if twin is None:
                added.append(sent)
                continue
            key, sent["id"] = twin, [str(twin)]
        seen.add(key)
        if key in now:
            saved.append((mine.forms[place], was.get(key), sent))
        elif key in was:
            name = row_name(was[key], names=names)
            _remember_many(mine.forms[place], was[key])
            is_mine = set(mine.forms[place].changed_data) - {"id", "DELETE"}
            if is_mine and "DELETE" not in sent:
                merged.sentences.append(
                    f"{name} was removed. You changed it, so your words stand below "
                    "as a new row: save to keep it, or delete it."
                )
                added.append({**sent, "id": [""]})
    for place, (form, before, sent) in enumerate(saved):
        write_row(merged.data, prefix, place, sent)
        form.prefix = f"{prefix}-{place}"
        form.data = merged.data
        key = int(sent["id"][0])
        if key in forms_now:
            name = row_name(now[key], names=names)
            one = _Row(name, before, now[key], names, merged)
            one.lay_over(form, forms_now[key])
    theirs = [form for key, form in forms_now.items() if key in now and key not in seen]
    for form in theirs:
        sent = {bound.name: as_sent(bound) for bound in form}
        write_row(merged.data, prefix, len(saved), sent)
        saved.append((form, None, sent))
    for place, sent in enumerate(added, start=len(saved)):
        write_row(merged.data, prefix, place, sent)
    merged.data[f"{prefix}-INITIAL_FORMS"] = str(len(saved))
    merged.data[f"{prefix}-TOTAL_FORMS"] = str(len(saved) + len(added))


def _twin(
    sent: Sent,
    model: Any,
    now: Mapping[int, Version],
    was: Mapping[int, Version],
    names: Names,
) -> int | None:
    """Return the row that the other added for the very thing a new row is about."""
    identity = [name.removesuffix("_id") for name in getattr(model, "identity", ())]
    if not identity or "position" in identity:
        return None
    for key, version in now.items():
        held = [
            str(version.value(model._meta.get_field(name)) or "") for name in identity
        ]
        if key not in was and held == [sent.get(n, [""])[0] for n in identity]:
            return key
    return None


def _form_class(admin: Any, request: HttpRequest, record: Any) -> Any:
    names = flatten_fieldsets(admin.get_fieldsets(request, record))
    return admin.get_form(request, record, change=True, fields=names)


def _row_forms(
    admin: Any, request: HttpRequest, record: Any
) -> Iterator[tuple[Any, Any, str]]:
    """Give each kind of rows on the page with its prefix, as Django's admin does."""
    seen: dict[str, int] = {}
    for formset_class, inline in admin.get_formsets_with_inlines(request, record):
        prefix = formset_class.get_default_prefix()
        seen[prefix] = seen.get(prefix, 0) + 1
        if seen[prefix] > 1:
            prefix = f"{prefix}-{seen[prefix]}"
        yield formset_class, inline, prefix


def _remember_many(form: Any, before: Version | None) -> None:
    """Let a form compare what is many-to-many with what its sender saw."""
    for one in before.model._meta.many_to_many if before else ():
        if one.name in form.fields and before:
            form.initial[one.name] = list(before.value(one))


def _model_field(model: Any, name: str) -> Any:
    try:
        return model._meta.get_field(name)
    except FieldDoesNotExist:
        return None


def _in_own_words(bound: Any, one: Any, names: Names) -> str:
    """Return what was sent for a field, in words, or as it was typed."""
    try:
        value = bound.field.clean(bound.data)
    except ValidationError:
        return str(bound.data or "")
    if one.many_to_many:
        return ", ".join(sorted(str(row) for row in value))
    if one.is_relation:
        return str(value or "")
    return in_words(one, value, names=names)
