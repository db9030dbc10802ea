"""Where health and social care were to be joined, and what the law asks."""
