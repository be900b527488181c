"""Feeds at their addresses."""

from inspections.feeds import AuthorityFeed, RegionFeed, SiteFeed, ThemeFeed
from inspections.views.addresses import follows_former_slugs

site = SiteFeed()
authority = follows_former_slugs(AuthorityFeed())
region = RegionFeed()
theme = ThemeFeed()
