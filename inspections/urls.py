"""Every public path of the tracker, grouped by its first segment."""

from django.urls import URLPattern, URLResolver, path

from inspections.views import (
    authorities,
    comparisons,
    downloads,
    inspections,
    list_files,
    pages,
    recommendations,
    record_files,
    regions,
    search,
    themes,
)

urlpatterns: list[URLPattern | URLResolver] = [
    # /
    path("", pages.home, name="home"),
    path("how-it-works/", pages.how_it_works, name="how-it-works"),
    path("glossary/", pages.glossary, name="glossary"),
    path("accessibility/", pages.accessibility, name="accessibility"),
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
    path("authorities/<slug:slug>.csv", record_files.authority, name="authority-csv"),
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
        "comparisons/<slug:slug>.csv",
        record_files.comparisons,
        name="comparison-successive-csv",
    ),
    path(
        "comparisons/<slug:slug>/<slug:one>/<slug:other>.csv",
        record_files.comparison,
        name="comparison-pair-csv",
    ),
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
    # /ofsted/
    path("ofsted/<slug:file_id>/", inspections.by_file_id, name="ofsted-file"),
]
