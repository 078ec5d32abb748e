"""What a graph may say: the ontology and what is generated from it. Knows nothing of text."""

from schema.ontology import ZM, Class, Ontology, Property, Relation, load_ontology

__all__ = ["ZM", "Class", "Ontology", "Property", "Relation", "load_ontology"]
