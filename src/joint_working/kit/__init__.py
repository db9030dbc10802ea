"""What every interactive stands on: its levers, its pictures, its place on a page and in a live notebook."""
