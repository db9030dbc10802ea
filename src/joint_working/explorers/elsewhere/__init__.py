"""England, Wales and Northern Ireland beside Scotland."""
