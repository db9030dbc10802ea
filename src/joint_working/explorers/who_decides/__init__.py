"""Who sits, who votes, who decides and who answers for it."""
