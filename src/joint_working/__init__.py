"""Joint Working: models, evidence and explorers behind an open book on health and social care in Scotland."""
