"""Inspections of council children's services, and what became of what they asked."""
