"""A graph -> one page for a colleague: key figures, tables that sort, pictures; nothing else is needed to open it."""
