"""Highland, and Clackmannanshire and Stirling."""
