"""Tests of the tracker, laid out as the code is."""
