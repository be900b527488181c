"""Authorities: the councils that are inspected, and those that came before them."""

from typing import Self

from django.db import models
from django.urls import reverse

from inspections.models.changes import Kept


class AuthorityQuerySet(models.QuerySet["Authority"]):
    def current(self) -> Self:
        """Keep authorities that have not been abolished."""
        return self.filter(valid_to__isnull=True)


class Authority(models.Model):
    """A local authority with children's services, for as long as it existed.

    A reorganised council is a new authority with a new URN; the old one stays, so that
    an inherited judgement always names the body that was inspected.
    """

    class Kind(models.TextChoices):
        COUNTY = "county", "County council"
        UNITARY = "unitary", "Unitary authority"
        METROPOLITAN = "metropolitan", "Metropolitan borough"
        LONDON_BOROUGH = "london_borough", "London borough"
        SUI_GENERIS = "sui_generis", "Authority of its own kind"

    class Region(models.TextChoices):
        NORTH_EAST = "North East"
        NORTH_WEST = "North West"
        # Named in full: the label made of a member's name would be cut short.
        YORKSHIRE = "Yorkshire and The Humber", "Yorkshire and The Humber"
        EAST_MIDLANDS = "East Midlands"
        WEST_MIDLANDS = "West Midlands"
        EAST = "East of England", "East of England"
        LONDON = "London"
        SOUTH_EAST = "South East"
        SOUTH_WEST = "South West"

    urn = models.PositiveIntegerField("Ofsted URN", unique=True, null=True, blank=True)
    dfe_code = models.CharField("DfE code", max_length=3, db_index=True)
    ons_code = models.CharField("ONS code", max_length=9, blank=True)
    name = models.CharField(max_length=80, unique=True)
    slug = models.SlugField(max_length=80, unique=True)
    region = models.CharField(max_length=24, choices=Region.choices)
    kind = models.CharField(max_length=16, choices=Kind.choices)
    valid_from = models.DateField(null=True, blank=True)
    valid_to = models.DateField(null=True, blank=True, help_text="The last day.")
    other_names = models.JSONField(
        default=list,
        blank=True,
        help_text="Other names under which reports print it.",
    )
    predecessors = models.ManyToManyField(
        "self", symmetrical=False, related_name="successors", blank=True
    )

    objects = AuthorityQuerySet.as_manager()

    history = Kept(many=[predecessors])

    class Meta:
        ordering = ("name",)
        verbose_name_plural = "authorities"
        constraints = [
            models.CheckConstraint(
                condition=models.Q(valid_to__isnull=True)
                | models.Q(valid_from__isnull=True)
                | models.Q(valid_to__gte=models.F("valid_from")),
                name="authority_ends_after_it_began",
                violation_error_message="The last day is before the first.",
            ),
            models.UniqueConstraint(
                fields=["dfe_code"],
                condition=models.Q(valid_to__isnull=True),
                name="authority_dfe_code_is_held_by_one_at_a_time",
                violation_error_message="Another authority of today has this DfE code.",
            ),
        ]

    def __str__(self) -> str:
        return self.name

    def get_absolute_url(self) -> str:
        return reverse("authority-detail", args=[self.slug])

    def continues(self, other: "Authority") -> bool:
        """Say whether this is another authority or took over from it; may query."""
        seen: set[int] = set()
        waiting = {self.pk}
        while waiting and other.pk not in waiting:
            seen |= waiting
            before = Authority.objects.filter(successors__in=waiting)
            waiting = set(before.values_list("pk", flat=True)) - seen
        return bool(waiting)


class FormerSlug(models.Model):
    """An address that an authority's pages once had; it redirects for good."""

    slug = models.SlugField(max_length=80, unique=True)
    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="former_slugs"
    )

    history = Kept()

    def __str__(self) -> str:
        return self.slug


class StatisticalNeighbour(models.Model):
    """One of the authorities most like another, in order of likeness (DfE's model)."""

    authority = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="statistical_neighbours"
    )
    neighbour = models.ForeignKey(
        Authority, on_delete=models.CASCADE, related_name="neighbour_of"
    )
    position = models.PositiveSmallIntegerField()

    history = Kept(not_indexed=["neighbour"])

    class Meta:
        ordering = ("authority", "position")
        constraints = [
            models.UniqueConstraint(
                fields=["authority", "position"],
                name="neighbour_position_is_given_once",
            ),
            models.UniqueConstraint(
                fields=["authority", "neighbour"], name="neighbour_is_named_once"
            ),
            models.CheckConstraint(
                condition=~models.Q(authority=models.F("neighbour")),
                name="neighbour_is_another_authority",
                violation_error_message="An authority is not its own neighbour.",
            ),
        ]

    def __str__(self) -> str:
        return f"{self.authority}: {self.position} {self.neighbour}"
