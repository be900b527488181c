"""Tests of inspections/views."""
