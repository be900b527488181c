"""Tests of the tags for grades, statuses, voices, dates, navigation and forms."""

from datetime import date

import pytest
from django import forms
from django.template import Context, Template
from django.test import RequestFactory

from inspections.templatetags import marks
from inspections.templatetags.inspections import (
    dates,
    each_error,
    first_control,
    mid_sentence,
)
from inspections.vocabulary import Grade, Headline, Kind, Verdict


def render(source: str, **context: object) -> str:
    return Template("{% load inspections %}" + source).render(Context(context))


class ReviewForm(forms.Form):
    name = forms.CharField()
    grade = forms.ChoiceField(choices=Grade.choices, widget=forms.RadioSelect)
    kinds = forms.MultipleChoiceField(
        choices=Kind.choices, widget=forms.CheckboxSelectMultiple
    )

    def clean(self) -> None:
        raise forms.ValidationError("The report was not read.")


class TestGrade:
    def test_it_has_a_shape_and_the_whole_word(self) -> None:
        html = render("{% grade 'requires_improvement' %}")
        assert marks.TRIANGLE in html
        assert "Requires improvement to be good" in html

    def test_it_gives_the_date(self) -> None:
        html = render("{% grade 'good' on=day %}", day=date(2017, 10, 19))
        assert '<time datetime="2017-10-19">Oct\xa02017</time>' in html

    def test_it_can_be_short(self) -> None:
        html = render("{% grade 'requires_improvement' short=True %}")
        assert "Requires improvement<" in html

    def test_a_missing_grade_says_why(self) -> None:
        html = render("{% grade None reason='not_inspected' %}")
        assert "Not inspected" in html
        assert marks.RING in html

    def test_a_missing_grade_without_a_reason_is_not_blank(self) -> None:
        assert "Not graded" in render("{% grade '' %}")


class TestMarks:
    def test_no_two_grades_share_a_shape(self) -> None:
        shapes = {grade: mark.path for grade, mark in marks.GRADES.items()}
        assert len(set(shapes.values())) == len(Grade)

    def test_no_ungraded_visit_looks_like_a_grade(self) -> None:
        kinds = {(mark.path, mark.hollow) for mark in marks.KINDS.values()}
        grades = {(mark.path, mark.hollow) for mark in marks.GRADES.values()}
        assert len(kinds) == len(marks.KINDS)
        assert not kinds & grades

    def test_a_visit_of_a_graded_kind_without_a_grade_is_a_ring(self) -> None:
        mark = marks.visit_mark(kind=Kind.ILACS_STANDARD, grade="")
        assert mark == marks.NOT_GRADED

    def test_every_kind_has_a_short_name(self) -> None:
        assert set(marks.SHORT_KINDS) == set(Kind)


class TestStatus:
    @pytest.mark.parametrize("code", [*Headline, *Verdict])
    def test_every_status_has_a_look_and_words(self, code: str) -> None:
        assert code in marks.STATUSES
        assert marks.STATUSES[code].label in render("{% status code %}", code=code)

    def test_a_page_may_give_better_words(self) -> None:
        html = render("{% status 'open_overdue' 'Overdue since March' %}")
        assert "Overdue since March" in html

    def test_a_direction_says_its_words(self) -> None:
        assert marks.DOWN in render("{% direction -1 'Lower grade' %}")
        html = render("{% direction change 'Not comparable' %}", change=None)
        assert "Not comparable" in html


class TestVoice:
    @pytest.mark.parametrize("who", list(marks.VOICES))
    def test_each_voice_has_its_label_icon_and_content(self, who: str) -> None:
        mark, label, _ = marks.VOICES[who]
        html = render("{% voice who %}<p>Words.</p>{% endvoice %}", who=who)
        assert f"voice--{who}" in html
        assert mark.path in html
        assert label in html
        assert "<p>Words.</p>" in html

    def test_the_councils_voice_says_that_nobody_checked_it(self) -> None:
        html = render("{% voice 'council' %}{% endvoice %}")
        assert "Reported by the council, not checked" in html

    def test_it_escapes_what_is_put_in(self) -> None:
        html = render("{% voice 'site' %}{{ bad }}{% endvoice %}", bad="<script>")
        assert "<script>" not in html


class TestDates:
    @pytest.mark.parametrize(
        ("start", "end", "words"),
        [
            (date(2017, 9, 25), date(2017, 10, 19), "25 September to 19 October 2017"),
            (date(2018, 7, 9), date(2018, 7, 13), "9 to 13 July 2018"),
            (
                date(2018, 12, 20),
                date(2019, 1, 9),
                "20 December 2018 to 9 January 2019",
            ),
            (date(2018, 7, 9), date(2018, 7, 9), "9 July 2018"),
            (None, date(2018, 7, 9), "9 July 2018"),
            (None, None, ""),
        ],
    )
    def test_it_writes_a_span_as_a_report_does(
        self, start: date | None, end: date | None, words: str
    ) -> None:
        assert dates(start, end) == words

    def test_a_missing_day_is_nothing(self) -> None:
        assert render("{{ value|day }}{{ value|month }}", value=None) == ""


class TestMidSentence:
    def test_it_keeps_abbreviations(self) -> None:
        assert mid_sentence("Area SEND inspection") == "area SEND inspection"


class TestNavigation:
    def test_it_marks_the_part_being_read(self) -> None:
        request = RequestFactory().get("/authorities/ambleford/")
        html = render(
            "{% navigation as links %}{% for link in links %}{{ link.label }}:"
            "{{ link.current }};{% endfor %}",
            request=request,
        )
        assert "Authorities:True;" in html
        assert "Inspections:False;" in html

    def test_an_address_that_does_not_exist_is_nothing(self) -> None:
        assert render("{% address 'no-such-page' %}") == ""


class TestErrors:
    def test_every_error_leads_to_a_control(self) -> None:
        form = ReviewForm({})
        targets = [target for target, _ in each_error(form)]
        assert targets == ["", "id_name", "id_grade_0", "id_kinds_0"]
        html = str(form)
        assert all(f'id="{target}"' in html for target in targets[1:])

    def test_the_first_control_of_a_plain_field_is_itself(self) -> None:
        assert first_control(ReviewForm()["name"]) == "id_name"


class TestFormTemplates:
    def test_the_summary_links_reach_radios_and_checkboxes(self) -> None:
        html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(
            Context({"form": ReviewForm({})})
        )
        for target in ("id_name", "id_grade_0", "id_kinds_0"):
            assert f'href="#{target}"' in html
            assert f'id="{target}"' in html

    def test_a_group_names_its_legend_and_its_error(self) -> None:
        html = Template("{% load crispy_forms_tags %}{{ form|crispy }}").render(
            Context({"form": ReviewForm({})})
        )
        assert '<fieldset aria-describedby="id_grade_error">' in html
        assert 'id="id_grade_error"' in html
        assert "<legend" in html
