"""SPARQL 1.1 over HTTP: the store beside the graph, the workers that query it, the endpoint and its page."""
