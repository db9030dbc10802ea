"""What five documents said, then and now."""
