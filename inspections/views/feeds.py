"""Feeds at their addresses: what is handed over is the same as any other file."""

from inspections.feeds import AuthorityFeed, RegionFeed, SiteFeed, ThemeFeed
from inspections.views.addresses import follows_former_slugs
from inspections.views.taken_away import taken_away

site = taken_away(SiteFeed())
authority = taken_away(follows_former_slugs(AuthorityFeed()))
region = taken_away(RegionFeed())
theme = taken_away(ThemeFeed())
