"""Tests of inspections/templatetags."""
