"""Measures the book: how heavy its pages are, how fast it answers, and how a default book compares."""
