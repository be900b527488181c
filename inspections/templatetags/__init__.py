"""How records look on a page: marks, words for dates, and drawings."""
