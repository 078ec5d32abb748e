"""The ontology, which a process that was told of it need not read."""

from __future__ import annotations

import schema
from graph.prepared import prepared


@prepared(schema.Ontology)
def load_ontology() -> schema.Ontology:
    """The ontology of this release."""
    return schema.load_ontology()
