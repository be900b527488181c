"""Which records a remit covers: the table, in queries and for single rows."""

from datetime import date

import pytest
from django.apps import apps
from django.contrib.auth.models import AnonymousUser, User

from inspections.models import (
    Authority,
    Inspection,
    PublicationEvent,
    Recommendation,
    Release,
    Remit,
    ReportFile,
    ReportImport,
    Theme,
)
from inspections.publishing import submit
from inspections.remits import (
    RULES,
    Along,
    authorities_of,
    covers,
    is_shared,
    rule_for,
    within,
)
from tests.factories import (
    NOON,
    make_authority,
    make_inspection,
    make_recommendation,
    make_remit,
    make_theme,
    make_user,
)

pytestmark = pytest.mark.django_db


@pytest.fixture
def mine() -> Authority:
    return make_authority("Ambleford")


@pytest.fixture
def other() -> Authority:
    return make_authority("Borchester")


@pytest.fixture
def petra(mine: Authority) -> User:
    return make_remit(make_user("petra"), mine)


def make_report(by: User, **fields: object) -> ReportImport:
    number = ReportFile.objects.count()
    file = ReportFile.objects.create(
        sha256=f"{number:064x}",
        original_name="report.pdf",
        size=1,
        pages=1,
        uploaded_by=by,
    )
    return ReportImport.objects.create(
        **{"report_file": file, "confidence": 1, "parsed": {}, "created_by": by}
        | fields
    )


class TestTable:
    def test_every_model_of_the_records_stands_in_it(self) -> None:
        models = apps.get_app_config("inspections").get_models()
        assert [model.__name__ for model in models if not _has_rule(model)] == []

    def test_a_model_that_does_not_is_an_error(self) -> None:
        with pytest.raises(LookupError, match="Permission stands in no row"):
            rule_for(apps.get_model("auth", "Permission"))

    @pytest.mark.parametrize(
        "model",
        [model for model, rule in RULES.items() if isinstance(rule, Along)],
    )
    def test_every_path_leads_to_an_authority(self, model: type) -> None:
        rule = RULES[model]
        assert isinstance(rule, Along)
        for name in rule.path.split("__"):
            if name != "id":
                model = model._meta.get_field(name).related_model  # type: ignore[attr-defined]
        assert model is Authority


def _has_rule(model: type) -> bool:
    try:
        rule_for(model)
    except LookupError:
        return False
    return True


class TestWithin:
    def test_it_keeps_ones_own(
        self, petra: User, mine: Authority, other: Authority
    ) -> None:
        own, _ = make_inspection(mine), make_inspection(other)
        assert list(within(Inspection.objects.all(), user=petra)) == [own]

    def test_it_follows_parts_to_their_authority(
        self, petra: User, mine: Authority, other: Authority
    ) -> None:
        own = make_recommendation(make_inspection(mine))
        make_recommendation(make_inspection(other))
        assert list(within(Recommendation.objects.all(), user=petra)) == [own]

    def test_it_takes_in_those_that_an_authority_took_over_from(
        self, petra: User, mine: Authority, other: Authority
    ) -> None:
        county = make_authority("Old County", valid_to=date(2019, 3, 31))
        older = make_authority("Older County", valid_to=date(1998, 3, 31))
        mine.predecessors.add(county)
        county.predecessors.add(older)
        assert set(authorities_of(petra)) == {mine, county, older}

    def test_without_a_remit_there_is_no_record(self, mine: Authority) -> None:
        make_inspection(mine)
        assert not within(Inspection.objects.all(), user=make_user("nell")).exists()
        assert not within(Inspection.objects.all(), user=AnonymousUser()).exists()

    def test_a_national_editor_has_all(self, mine: Authority, other: Authority) -> None:
        make_inspection(mine), make_inspection(other)
        nora = make_remit(make_user("nora"))
        assert within(Inspection.objects.all(), user=nora).count() == 2

    def test_a_superuser_has_all(self, mine: Authority) -> None:
        make_inspection(mine)
        sue = make_user("sue", is_superuser=True)
        assert within(Inspection.objects.all(), user=sue).count() == 1

    def test_an_account_that_was_closed_has_none(self, mine: Authority) -> None:
        make_inspection(mine)
        gone = make_remit(make_user("gone", is_active=False))
        assert not within(Inspection.objects.all(), user=gone).exists()

    def test_it_leaves_shared_lists_whole(self, petra: User) -> None:
        make_theme()
        assert is_shared(Theme)
        assert within(Theme.objects.all(), user=petra).count() == 1

    def test_events_stay_with_their_record(
        self, petra: User, mine: Authority, other: Authority
    ) -> None:
        for authority in (mine, other):
            draft = make_inspection(authority, kind="focused_visit", status="draft")
            submit(draft, by=petra, at=NOON)
        [event] = within(PublicationEvent.objects.all(), user=petra)
        assert event.record.authority == mine  # type: ignore[union-attr]
        assert not within(Release.objects.all(), user=petra).exists()

    def test_every_rule_can_be_asked(self, petra: User) -> None:
        """Of the records and of their histories, whose columns differ."""
        for model in {*RULES, *apps.get_app_config("inspections").get_models()}:
            assert within(model._default_manager.all(), user=petra).count() >= 0

    def test_an_account_is_kept_by_whose_remit_holds_its_own(
        self, petra: User, mine: Authority, other: Authority
    ) -> None:
        same = make_remit(make_user("same"), mine)
        new = make_user("new")
        make_remit(make_user("wider"), mine, other)
        make_remit(make_user("national"))
        make_user("sue", is_superuser=True)
        assert set(within(User.objects.all(), user=petra)) == {petra, same, new}
        kept = within(Remit.objects.all(), user=petra)
        assert {remit.user for remit in kept} == {petra, same}


class TestReports:
    def test_a_reading_belongs_to_who_brought_it_in(self, petra: User) -> None:
        own, _ = make_report(petra), make_report(make_user("amir"))
        assert list(within(ReportImport.objects.all(), user=petra)) == [own]
        assert list(within(ReportFile.objects.all(), user=petra)) == [own.report_file]

    def test_and_to_the_authority_that_it_names(
        self, petra: User, mine: Authority
    ) -> None:
        named = make_report(make_user("amir"), parsed={"authority_slug": mine.slug})
        assert list(within(ReportImport.objects.all(), user=petra)) == [named]
        assert covers(user=petra, row=named)
        assert covers(user=petra, row=named.report_file)

    def test_a_draft_decides_where_its_reading_belongs(
        self, petra: User, mine: Authority, other: Authority
    ) -> None:
        by_others = make_report(make_user("amir"), inspection=make_inspection(mine))
        gone = make_report(petra, inspection=make_inspection(other))
        assert list(within(ReportImport.objects.all(), user=petra)) == [by_others]
        assert covers(user=petra, row=by_others.report_file)
        assert not covers(user=petra, row=gone.report_file)

    def test_a_file_follows_its_inspection(
        self, petra: User, mine: Authority, other: Authority
    ) -> None:
        file = make_report(make_user("amir")).report_file
        inspection = make_inspection(mine, report_file=file)
        assert covers(user=petra, row=file)
        inspection.authority = other
        inspection.save()
        assert not covers(user=petra, row=file)


class TestCovers:
    def test_it_agrees_with_the_query(
        self, petra: User, mine: Authority, other: Authority
    ) -> None:
        for authority in (mine, other):
            row = make_recommendation(make_inspection(authority))
            queried = within(Recommendation.objects.filter(pk=row.pk), user=petra)
            assert covers(user=petra, row=row) == queried.exists()
            assert covers(user=petra, row=row) == (authority == mine)

    def test_it_judges_a_row_that_is_not_saved_yet(
        self, petra: User, mine: Authority, other: Authority
    ) -> None:
        assert covers(user=petra, row=Inspection(authority=mine))
        assert not covers(user=petra, row=Inspection(authority=other))
