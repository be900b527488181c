"""What the load_… commands do: facts from `inspections/data` into records."""
