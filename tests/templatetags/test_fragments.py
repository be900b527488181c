"""Tests of shared fragments that take plain data, whichever page uses them."""

from types import SimpleNamespace as Plain

from django.template.loader import render_to_string


class TestSubnav:
    def test_the_part_being_read_is_marked(self) -> None:
        parts = [
            Plain(label="Timeline", url="/a/", current=True, count=None),
            Plain(label="Actions", url="/b/", current=False, count=4),
        ]
        context = {"label": "Parts", "parts": parts}
        html = render_to_string("_shared/subnav.html", context)
        assert 'href="/a/" aria-current="page"' in html
        assert "(4)" in html
        assert "(None)" not in html


class TestBreadcrumbs:
    def test_each_step_is_a_link(self) -> None:
        trail = [{"label": "Home", "url": "/"}]
        html = render_to_string("_shared/breadcrumbs.html", {"trail": trail})
        assert '<a href="/">Home</a>' in html


class TestSummaryList:
    def test_a_row_without_a_value_is_left_out(self) -> None:
        rows = [("Published", "18 March 2022"), ("Partners", "")]
        html = render_to_string("_shared/summary_list.html", {"rows": rows})
        assert "18 March 2022" in html
        assert "Partners" not in html


class TestNotice:
    def test_its_words_are_escaped(self) -> None:
        context = {"title": "Withdrawn", "words": "<b>", "kind": "withdrawn"}
        html = render_to_string("_shared/notice.html", context)
        assert "notice--withdrawn" in html
        assert "<b>" not in html
