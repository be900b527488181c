"""The staff workspace: what waits for each person, and what they set themselves."""
