"""Joint Working: models, evidence and explorers behind an open book on health and social care in Scotland."""

import sys

# Altair checks charts with jsonschema, which builds a grammar of web addresses as it is imported: two seconds in every
# kernel, for a check that no chart asks for. Said to be missing, it is left out.
sys.modules.setdefault("rfc3987_syntax", None)
