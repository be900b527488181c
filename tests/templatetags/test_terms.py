"""Tests of terms explained where they stand."""

from collections.abc import Callable

import pytest
from django.template import Context, RequestContext, Template
from django.test import RequestFactory

Render = Callable[..., str]


@pytest.fixture
def render() -> Render:
    """Give a way to render a template as one page."""

    def rendered(source: str, **values: object) -> str:
        context = RequestContext(RequestFactory().get("/"), values)
        return Template("{% load terms %}" + source).render(context)

    return rendered


class TestTerm:
    def test_its_button_opens_its_meaning(self, render: Render) -> None:
        html = render('{% term "pathway-plan" %}')
        assert 'popovertarget="term-pathway-plan"' in html
        assert 'id="term-pathway-plan" popover' in html
        assert 'href="/glossary/#pathway-plan"' in html

    def test_it_can_be_worded_as_the_sentence_needs(self, render: Render) -> None:
        assert ">their plan</button>" in render(
            '{% term "pathway-plan" "their plan" %}'
        )

    def test_the_second_on_a_page_is_plain(self, render: Render) -> None:
        html = render('{% term "drift" "Drift" %} and {% term "drift" "drift" %}')
        assert html.count("<button") == 1
        assert html.endswith(" and drift")

    def test_two_pages_do_not_know_of_each_other(self, render: Render) -> None:
        for _ in range(2):
            assert "<button" in render('{% term "drift" %}')

    def test_where_there_is_no_page_it_is_plain(self) -> None:
        source = '{% load terms %}{% term "drift" %}'
        assert Template(source).render(Context()) == "Drift"


class TestExplain:
    def test_it_explains_what_is_new_in_our_words(self, render: Render) -> None:
        html = render("{% explain words %}", words="Care leavers and care leavers")
        assert html.startswith('<span class="term"><button')
        assert html.endswith("</span> and care leavers")

    def test_it_escapes_what_is_put_in(self, render: Render) -> None:
        html = render("{% explain words %}", words="<b>Drift</b> & more")
        assert "&lt;b&gt;" in html
        assert "&amp; more" in html

    def test_signs_that_touch_a_term_stay_on_its_line(self, render: Render) -> None:
        html = render("{% explain words %}", words="Visit (ILACS), (drift): (SIF).")
        assert html.startswith('Visit <span class="term">(<button')
        assert "</span>),</span> <span" in html
        assert html.endswith("</span>).</span>")
        assert html.count("(") - html.count(")") == 0

    def test_no_sign_is_lost_or_doubled(self, render: Render) -> None:
        words = "“Drift”: SIF, (SIF) ILACS. (drift), ‘drift’; ILACS SIF (x) drift"
        slugs = "{% term 'drift' %}{% term 'sif' %}{% term 'ilacs' %}"
        html = render(f"{slugs}|{{% explain words %}}", words=words)
        assert html.split("|")[1] == words

    @pytest.mark.parametrize("words", ["", None])
    def test_nothing_is_nothing(self, render: Render, words: str | None) -> None:
        assert render("{% explain words %}", words=words) == ""
