"""Tables of records that people take away, change and bring back."""
