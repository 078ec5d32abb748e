"""Names of things over HTTP: pages and data of what the graph knows, the vocabulary, the texts of documents."""
