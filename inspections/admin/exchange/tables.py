"""Which columns a table has, and what each row of it may do: change drafts alone."""

from typing import Any

from django.contrib.auth.models import User
from django.core.exceptions import ValidationError
from django.db.models import Max, Prefetch, QuerySet
from import_export.fields import Field
from import_export.resources import ModelResource

from inspections.admin.exchange.cells import (
    Choice,
    Day,
    Many,
    Number,
    Recommendations,
    ResponseNumber,
    Themes,
    VisitRef,
    Words,
    as_text,
)
from inspections.models import (
    CouncilAction,
    DatePrecision,
    Inspection,
    PublicationStatus,
    Recommendation,
)
from inspections.remits import within
from inspections.vocabulary import Delivery, RecommendationKind

Status = PublicationStatus
KEY = "id"
MOST_ROWS = 2000
WHY_NOT = {
    Status.PUBLISHED: "It is published, so a table cannot change it: open it, choose "
    "“Correct”, and change the row of the correction.",
    Status.SUBMITTED: "It waits for approval: return it to draft first.",
    Status.WITHDRAWN: "It was withdrawn, so nothing more is changed of it.",
}


class CannotRead(Exception):
    """Why a whole table cannot be brought in, in one sentence."""


class Changed:
    """What a row changes: the column, what stood there, what would stand there."""

    def __init__(self, resource: "Table", instance: Any, new: bool) -> None:
        self.new = new
        self.fields = resource.get_import_fields()
        self.before = [""] * len(self.fields)
        if not new:
            self.before = [resource.export_field(f, instance) for f in self.fields]
        self.after = self.before

    def compare_with(self, resource: "Table", instance: Any) -> None:
        self.after = [resource.export_field(f, instance) for f in self.fields]

    def as_html(self) -> list[tuple[str, str, str]]:
        return [
            (field.column_name, before, after)
            for field, before, after in zip(
                self.fields, self.before, self.after, strict=True
            )
            # A new row has no key before it is written: not the same one twice.
            if before != after and not (self.new and field.column_name == KEY)
        ]


class Table(ModelResource):  # type: ignore[misc]
    """A table of records in somebody's remit; `user` is who takes or brings it.

    A column that is not there changes nothing. Of what is worked out, or follows from
    something else, the columns are to read: a changed one is refused.
    """

    fetched: tuple[Any, ...] = ()

    class Meta:
        skip_unchanged = True
        report_skipped = True
        clean_model_instances = True
        use_transactions = True
        import_id_fields = (KEY,)

    def __init__(self, *, user: User, **options: Any) -> None:
        super().__init__(**options)
        self.user = user
        for field in self.fields.values():
            field.widget.user = user

    def get_diff_class(self) -> type[Changed]:
        return Changed

    # --- The whole table ---

    def filter_export(self, queryset: QuerySet[Any], **options: Any) -> QuerySet[Any]:
        """Fetch at once what the cells name."""
        return queryset.select_related("inspection__authority").prefetch_related(
            *self.fetched
        )

    def before_import(self, dataset: Any, **options: Any) -> None:
        """Refuse a table that is not one of ours, before any row is read."""
        headings = [str(heading or "").strip() for heading in dataset.headers or []]
        known = [field.column_name for field in self.get_import_fields()]
        unknown = [heading for heading in headings if heading not in known]
        if KEY not in headings:
            raise CannotRead(
                f"There is no column “{KEY}”: export a table, and change that."
            )
        if unknown or len(set(headings)) < len(headings):
            names = ", ".join(f"“{name}”" for name in unknown) or "one twice"
            raise CannotRead(
                f"The first line has headings that this table does not have: {names}. "
                f"The columns are {', '.join(known)}."
            )
        if len(dataset) > MOST_ROWS:
            raise CannotRead(
                f"It has {len(dataset):,} rows. Bring {MOST_ROWS:,} or fewer at once."
            )
        dataset.headers = headings
        keys = [key for row in dataset.dict if (key := as_text(row[KEY]))]
        twice = sorted({key for key in keys if keys.count(key) > 1})
        if twice:
            raise CannotRead(f"It has a row twice: {KEY} {', '.join(twice)}.")

    # --- One row ---

    def before_import_row(self, row: Any, **options: Any) -> None:
        """Read every cell as text, and look the row up that it means."""
        for heading, value in row.items():
            row[heading] = as_text(value)

    def get_instance(self, instance_loader: Any, row: Any) -> Any:
        """Return the row meant, held until all is written; None where it is new."""
        key = row[KEY]
        if not key:
            return None
        found = None
        if key.isascii() and key.isdigit():
            rows = self._meta.model._default_manager.select_for_update(of=("self",))
            found = within(rows, user=self.user).filter(pk=int(key)).first()
        if found is None:
            name = self._meta.model._meta.verbose_name
            raise ValidationError(
                f"There is no {name} with the {KEY} “{key}” in your remit. Leave the "
                f"{KEY} empty to add a new one."
            )
        return found

    def import_instance(self, instance: Any, row: Any, **options: Any) -> None:
        """Read each cell; say of every one that cannot be read what to write."""
        errors: dict[str, ValidationError] = {}
        for field in self.get_import_fields():
            if field.column_name not in row:
                continue
            if not self.is_read_only(field, instance):
                try:
                    value = field.clean(row)
                except ValueError as error:
                    errors[field.column_name] = ValidationError(str(error))
                    continue
                if not isinstance(field.widget, Many):
                    setattr(instance, field.attribute, value)
            elif row[field.column_name] != self.shown(field, instance):
                errors[field.column_name] = ValidationError(self.why_not(instance))
        if errors:
            raise ValidationError(errors)
        if instance.pk is None:
            self.begin(instance)

    def shown(self, field: Any, instance: Any) -> str:
        """Return what a cell to read has in an export: nothing in a new row."""
        return (
            "" if instance.pk is None else as_text(self.export_field(field, instance))
        )

    def is_read_only(self, field: Any, instance: Any) -> bool:
        """Say whether a column is to read only, for this row."""
        return bool(field.readonly)

    def why_not(self, instance: Any) -> str:
        """Say why a column that is to read only cannot be changed."""
        return "This column is to read: put back what the export had."

    def begin(self, instance: Any) -> None:
        """Give a new row what no cell gives; refuse who may add none."""
        name = self._meta.model._meta.model_name
        if not self.user.has_perm(f"inspections.add_{name}"):
            raise ValidationError("Your role does not let you add rows.")

    def validate_instance(self, instance: Any, *args: Any, **options: Any) -> None:
        """Refuse what is no draft, and say the rest of what is wrong."""
        status = self.status_of(instance)
        if status != Status.DRAFT:
            raise ValidationError(WHY_NOT[Status(status)])
        super().validate_instance(instance, *args, **options)

    def status_of(self, instance: Any) -> str:
        """Return where the record stands that the row is, or belongs to."""
        return str(instance.status)


class ActionTable(Table):
    """Actions of councils: a new row needs the number of the response it is in."""

    id = Field("pk", KEY, Words(), readonly=True)
    reference = Field(column_name="reference", readonly=True)
    inspection = Field("inspection", "inspection", VisitRef(), readonly=True)
    response = Field("response", "response", ResponseNumber())
    recommendations = Field(
        "recommendations", "recommendations", Recommendations(Recommendation)
    )
    text = Field("text", "text", Words())
    owner_role = Field("owner_role", "owner role", Words())
    first_target = Field("first_target", "first target date", Day())
    first_target_precision = Field(
        "first_target_precision",
        "first target: how exact",
        Choice(DatePrecision.choices, default=DatePrecision.DAY),
    )
    current_target = Field(
        "current_target", "current target date", Day(), readonly=True
    )
    delivery = Field(
        "delivery", "delivery", Choice(Delivery.choices, default=Delivery.UNKNOWN)
    )
    delivery_as_of = Field("delivery_as_of", "delivery as of", Day())
    source_note = Field("source_note", "source note", Words())
    status = Field("status", "status", Choice(PublicationStatus.choices), readonly=True)

    fetched = (
        Prefetch(
            "recommendations", Recommendation.objects.select_related("inspection")
        ),
        "response",
    )
    UPDATED = ("delivery", "delivery as of", "first target date") + (
        "first target: how exact",
    )

    class Meta(Table.Meta):
        model = CouncilAction
        fields = import_order = export_order = (
            "id",
            "reference",
            "inspection",
            "response",
            "recommendations",
            "text",
            "owner_role",
            "first_target",
            "first_target_precision",
            "current_target",
            "delivery",
            "delivery_as_of",
            "source_note",
            "status",
        )

    def dehydrate_reference(self, action: CouncilAction) -> str:
        return f"{action.inspection.ref} A{action.number}" if action.pk else ""

    def is_read_only(self, field: Any, instance: Any) -> bool:
        """Keep what only an update may change, once there is one, as the page does."""
        if super().is_read_only(field, instance):
            return True
        if instance.pk is None:
            return False
        if field.column_name == "response":
            return True
        return field.column_name in self.UPDATED and self.is_followed(instance)

    def is_followed(self, action: CouncilAction) -> bool:
        return bool(action.revises_id) or action.all_updates.exists()

    def why_not(self, instance: Any) -> str:
        return (
            "A table cannot change this. How far an action is, and a date once it has "
            "moved, change by an update on its own page."
        )

    def begin(self, instance: CouncilAction) -> None:
        super().begin(instance)
        if instance.response_id is None:
            raise ValidationError({"response": "Write the number of the response."})
        inspections = Inspection.objects.select_for_update(of=("self",))
        instance.inspection = inspections.get(pk=instance.response.inspection_id)
        instance.number = CouncilAction.next_number(instance.inspection)

    def validate_instance(self, instance: Any, *args: Any, **options: Any) -> None:
        """Let the current date be the first until an update moves it."""
        if instance.pk is None or not self.is_followed(instance):
            instance.current_target = instance.first_target
            instance.current_target_precision = instance.first_target_precision
        super().validate_instance(instance, *args, **options)

    def save_m2m(self, instance: Any, row: Any, **options: Any) -> None:
        """Link what the response's own inspection asked for, or was linked before."""
        before = set(instance.recommendations.values_list("pk", flat=True))
        super().save_m2m(instance, row, **options)
        for one in instance.recommendations.all():
            if one.inspection_id != instance.inspection_id and one.pk not in before:
                raise ValidationError(
                    {"recommendations": f"{one} is of another inspection."}
                )


class RecommendationTable(Table):
    """Recommendations: a new row needs the reference of a draft inspection."""

    id = Field("pk", KEY, Words(), readonly=True)
    inspection = Field("inspection", "inspection", VisitRef())
    position = Field("position", "position", Number(), readonly=True)
    paragraph = Field("paragraph", "printed number", Number())
    kind = Field(
        "kind",
        "kind",
        Choice(RecommendationKind.choices, default=RecommendationKind.RECOMMENDATION),
    )
    responsible_body = Field("responsible_body", "responsible body", Words())
    text = Field("text", "text", Words())
    framework_tag = Field("framework_tag", "framework tag", Words())
    page = Field("page", "page", Number())
    themes = Field("themes", "themes", Themes(Recommendation))
    source_note = Field("source_note", "source note", Words())
    status = Field(
        "inspection__status",
        "status",
        Choice(PublicationStatus.choices),
        readonly=True,
    )

    class Meta(Table.Meta):
        model = Recommendation
        fields = import_order = export_order = (
            "id",
            "inspection",
            "position",
            "paragraph",
            "kind",
            "responsible_body",
            "text",
            "framework_tag",
            "page",
            "themes",
            "source_note",
            "status",
        )

    fetched = ("themes",)

    def is_read_only(self, field: Any, instance: Any) -> bool:
        """Keep a recommendation in the inspection that asks for it."""
        is_moved = field.column_name == "inspection" and instance.pk is not None
        return is_moved or super().is_read_only(field, instance)

    def begin(self, instance: Recommendation) -> None:
        super().begin(instance)
        if instance.inspection_id is None:
            raise ValidationError(
                {"inspection": "Write the reference of the inspection."}
            )
        rows: QuerySet[Recommendation] = instance.inspection.all_recommendations.all()
        last = rows.aggregate(last=Max("position"))["last"]
        instance.position = (last or 0) + 1

    def status_of(self, instance: Recommendation) -> str:
        """Return where its inspection stands now, held until all is written."""
        inspections = Inspection.objects.select_for_update(of=("self",))
        return str(inspections.get(pk=instance.inspection_id).status)
