"""The workshop on paper: ``python -m joint_working.site.pack``, or ``make workshop``."""
