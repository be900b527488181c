"""The interface for programs: read-only, open, versioned; each voice its own object."""
