"""Search over everything public: what was found, or what to try where nothing was."""

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone

from inspections import searching
from inspections.filtering import EntryNarrowing, query_of
from inspections.searching.direct import places_of
from inspections.searching.results import results_of
from inspections.views.narrowed import Panel, address, list_context, tidied

PER_PAGE = 20


def index(request: HttpRequest) -> HttpResponse:
    """Show what holds the words; lead straight to a reference or number."""
    narrowing = EntryNarrowing(request.GET, today=timezone.localdate())
    if away := tidied(request, narrowing):
        return away
    words = narrowing.wanted.get("q", "")
    places = places_of(words)
    if places and places[0].is_certain and set(narrowing.wanted) == {"q"}:
        return redirect(places[0].url)
    if not narrowing.wanted and narrowing.form.is_valid():
        return render(request, "search/start.html", {"form": narrowing.form})
    context = {**list_context(request, narrowing, size=PER_PAGE), "places": places}
    page = context["page_obj"]
    rows = list(page.object_list.select_related("entry"))
    context |= {
        "words": words,
        "results": results_of(rows, narrowing.asked, today=narrowing.today),
    }
    if not rows and narrowing.form.is_valid():
        context |= _instead(request, narrowing, context["panel"])
    return render(request, "search/results.html", context)


def _instead(
    request: HttpRequest, narrowing: EntryNarrowing, panel: Panel
) -> dict[str, object]:
    """Offer what would find something: no filters, or the words spelt otherwise."""
    asked = narrowing.asked
    if not asked:
        return {}
    everywhere = searching.matching(asked).count()
    if everywhere:
        query = query_of({"q": panel.words})
        return {"everywhere": everywhere, "url": address(request.path, query)}
    meant = searching.respelt(asked)
    if meant is None:
        return {}
    query = query_of({"q": str(meant)})
    rows = searching.ranked(searching.matching(meant), meant)
    first = list(rows.select_related("entry")[:PER_PAGE])
    return {
        "meant": str(meant),
        "url": address(request.path, query),
        "number_meant": rows.count(),
        "results": results_of(first, meant, today=narrowing.today),
    }
