"""Files to take away: tables of everything, of a list, and of one record."""
