"""Every public path of the tracker, grouped by its first segment."""

from django.contrib.sitemaps import views as maps
from django.urls import URLPattern, URLResolver, include, path

from inspections.api import records as api_records
from inspections.api import urls as api_urls
from inspections.api import wholes as api_wholes
from inspections.sitemaps import SECTIONS
from inspections.views import (
    alerts,
    authorities,
    cards,
    citation_files,
    comparisons,
    corrections,
    downloads,
    embeds,
    feeds,
    inspection_parts,
    inspections,
    list_files,
    oembed,
    packs,
    pages,
    recommendations,
    record_files,
    regions,
    search,
    themes,
)

CITED = {
    "inspection": "",
    "recommendation": "/recommendations/<int:number>",
    "finding": "/findings/<int:number>",
    "judgement": "/judgements/<slug:area>",
    "response": "/responses/<int:number>",
    "action": "/actions/<int:number>",
}
"""Where each kind of record stands below an inspection: there it is cited, too."""
CITATIONS = ("bib", "ris")

urlpatterns: list[URLPattern | URLResolver] = [
    # /
    path("", pages.home, name="home"),
    path("how-it-works/", pages.how_it_works, name="how-it-works"),
    path("glossary/", pages.glossary, name="glossary"),
    path("accessibility/", pages.accessibility, name="accessibility"),
    path("robots.txt", pages.robots, name="robots"),
    path(
        "sitemap.xml",
        maps.index,
        {"sitemaps": SECTIONS, "sitemap_url_name": "sitemap-section"},
        name="sitemap",
    ),
    path(
        "sitemap-<slug:section>.xml",
        maps.sitemap,
        {"sitemaps": SECTIONS},
        name="sitemap-section",
    ),
    # /authorities/
    path("authorities/", authorities.index, name="authority-list"),
    path("authorities/<slug:slug>/", authorities.detail, name="authority-detail"),
    path(
        "authorities/<slug:slug>/threads/",
        authorities.threads,
        name="authority-threads",
    ),
    path(
        "authorities/<slug:slug>/actions/",
        authorities.actions,
        name="authority-actions",
    ),
    path(
        "authorities/<slug:slug>/responses/",
        authorities.responses,
        name="authority-responses",
    ),
    path("authorities/<slug:slug>/press/", authorities.press, name="authority-press"),
    path(
        "authorities/<slug:slug>/downloads/",
        authorities.downloads,
        name="authority-downloads",
    ),
    path("authorities/<slug:slug>/pack/", packs.page, name="authority-pack"),
    path("authorities/<slug:slug>/pack.csv", packs.annex, name="authority-pack-csv"),
    path("authorities/<slug:slug>/pack.pdf", packs.paper, name="authority-pack-pdf"),
    path("authorities/<slug:slug>.csv", record_files.authority, name="authority-csv"),
    path(
        "authorities/<slug:slug>.json",
        api_wholes.OneAuthority.as_view(),
        name="authority-json",
    ),
    # /inspections/
    path("inspections/", inspections.index, name="inspection-list"),
    path(
        "inspections.csv",
        list_files.listed,
        {"name": "inspections", "ending": "csv"},
        name="inspection-list-csv",
    ),
    path(
        "inspections.xlsx",
        list_files.listed,
        {"name": "inspections", "ending": "xlsx"},
        name="inspection-list-xlsx",
    ),
    path("inspections/<slug:ref>.csv", record_files.inspection, name="inspection-csv"),
    path(
        "inspections/<slug:ref>.json",
        api_records.OneInspection.as_view(),
        name="inspection-json",
    ),
    path(
        "inspections/<slug:ref>/recommendations/<int:number>.json",
        api_records.OneRecommendation.as_view(),
        name="inspection-recommendation-json",
    ),
    path(
        "inspections/<slug:ref>/recommendations/<int:number>.csv",
        record_files.recommendation,
        name="inspection-recommendation-csv",
    ),
    path("inspections/<slug:ref>/", inspections.detail, name="inspection-detail"),
    path(
        "inspections/<slug:ref>/changes/",
        inspections.changes,
        name="inspection-changes",
    ),
    path(
        "inspections/<slug:ref>/recommendations/<int:number>/",
        inspections.recommendation,
        name="inspection-recommendation",
    ),
    path(
        "inspections/<slug:ref>/findings/<int:number>/",
        inspection_parts.finding,
        name="inspection-finding",
    ),
    path(
        "inspections/<slug:ref>/judgements/<slug:area>/",
        inspection_parts.judgement,
        name="inspection-judgement",
    ),
    path(
        "inspections/<slug:ref>/responses/<int:number>/",
        inspection_parts.response,
        name="inspection-response",
    ),
    path(
        "inspections/<slug:ref>/actions/<int:number>/",
        inspection_parts.action,
        name="inspection-action",
    ),
    *(
        path(
            f"inspections/<slug:ref>{own}.{ending}",
            citation_files.cited,
            {"kind": kind, "ending": ending},
            name=f"{kind}-{ending}",
        )
        for kind, own in CITED.items()
        for ending in CITATIONS
    ),
    path(
        "inspections/<slug:ref>/report.pdf",
        inspections.report,
        name="inspection-report",
    ),
    # /recommendations/
    path("recommendations/", recommendations.index, name="recommendation-list"),
    path(
        "recommendations.csv",
        list_files.listed,
        {"name": "recommendations", "ending": "csv"},
        name="recommendation-list-csv",
    ),
    path(
        "recommendations.xlsx",
        list_files.listed,
        {"name": "recommendations", "ending": "xlsx"},
        name="recommendation-list-xlsx",
    ),
    # /regions/
    path("regions/", regions.index, name="region-list"),
    path("regions/<slug:slug>/", regions.detail, name="region-detail"),
    # /themes/
    path("themes/", themes.index, name="theme-list"),
    path("themes/<slug:slug>/", themes.detail, name="theme-detail"),
    # /search/
    path("search/", search.index, name="search"),
    # /corrections/
    path("corrections/", corrections.log, name="correction-log"),
    path("corrections/new/", corrections.new, name="correction-new"),
    path("corrections/sent/", corrections.sent, name="correction-sent"),
    # /comparisons/
    path(
        "comparisons/<slug:slug>/", comparisons.successive, name="comparison-successive"
    ),
    path(
        "comparisons/<slug:slug>/<slug:one>/<slug:other>/",
        comparisons.pair,
        name="comparison-pair",
    ),
    path(
        "comparisons/<slug:slug>.json",
        api_wholes.Comparisons.as_view(),
        name="comparison-successive-json",
    ),
    path(
        "comparisons/<slug:slug>/<slug:one>/<slug:other>.json",
        api_wholes.OneComparison.as_view(),
        name="comparison-pair-json",
    ),
    *(
        path(
            f"comparisons/<slug:slug>.{ending}",
            comparisons.successive_cited,
            {"ending": ending},
            name=f"comparison-successive-{ending}",
        )
        for ending in CITATIONS
    ),
    *(
        path(
            f"comparisons/<slug:slug>/<slug:one>/<slug:other>.{ending}",
            comparisons.pair,
            {"ending": ending},
            name=f"comparison-pair-{ending}",
        )
        for ending in CITATIONS
    ),
    path(
        "comparisons/<slug:slug>.csv",
        record_files.comparisons,
        name="comparison-successive-csv",
    ),
    path(
        "comparisons/<slug:slug>/<slug:one>/<slug:other>.csv",
        record_files.comparison,
        name="comparison-pair-csv",
    ),
    # /api/v1/
    path("api/v1/", include(api_urls.urlpatterns)),
    # /downloads/
    path("downloads/", downloads.index, name="download-list"),
    path("downloads/datapackage.json", downloads.package, name="data-package"),
    path(
        "downloads/<slug:name>.csv",
        downloads.table,
        {"ending": "csv"},
        name="download-csv",
    ),
    path(
        "downloads/<slug:name>.xlsx",
        downloads.table,
        {"ending": "xlsx"},
        name="download-xlsx",
    ),
    # /cards/
    path("cards/authorities/<slug:slug>.png", cards.authority, name="card-authority"),
    path("cards/inspections/<slug:ref>.png", cards.inspection, name="card-inspection"),
    path(
        "cards/inspections/<slug:ref>/recommendations/<int:number>.png",
        cards.recommendation,
        name="card-recommendation",
    ),
    path(
        "cards/comparisons/<slug:slug>/<slug:one>/<slug:other>.png",
        cards.comparison,
        name="card-comparison",
    ),
    # /embed/
    path("embed/authorities/<slug:slug>/", embeds.authority, name="embed-authority"),
    path("embed/inspections/<slug:ref>/", embeds.inspection, name="embed-inspection"),
    path(
        "embed/inspections/<slug:ref>/recommendations/<int:number>/",
        embeds.recommendation,
        name="embed-recommendation",
    ),
    path(
        "embed/inspections/<slug:ref>/recommendations/<int:number>/thread/",
        embeds.thread,
        name="embed-thread",
    ),
    path("oembed/", oembed.offer, name="oembed"),
    # /alerts/
    path("alerts/", alerts.ask, name="alert-ask"),
    path("alerts/sent/", alerts.asked, name="alert-asked"),
    path("alerts/confirm/<str:token>/", alerts.confirm, name="alert-confirm"),
    path("alerts/yours/<str:token>/", alerts.manage, name="alert-manage"),
    path("alerts/stop/<str:token>/", alerts.stop, name="alert-stop"),
    # /feeds/
    path("feeds/", feeds.site, name="feed-site"),
    path("feeds/authorities/<slug:slug>/", feeds.authority, name="feed-authority"),
    path("feeds/regions/<slug:slug>/", feeds.region, name="feed-region"),
    path("feeds/themes/<slug:slug>/", feeds.theme, name="feed-theme"),
    # /ofsted/
    path("ofsted/<slug:file_id>/", inspections.by_file_id, name="ofsted-file"),
]
