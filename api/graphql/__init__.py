"""GraphQL: the schema, the limits, and the way from a query to an answer. `python -m api.graphql` writes the SDL."""
