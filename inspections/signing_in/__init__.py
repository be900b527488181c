"""Getting into the staff workspace: password, second factor, and one's own sessions."""
