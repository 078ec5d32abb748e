"""A finished graph -> networks, tables, measures, communities and trends, for analysts.

Everything here reads a graph and changes nothing. NetworkX is always there; numpy, rustworkx, networkit, pyarrow,
pandas and polars come with `pip install "zhimai[analysis]"`, and who asks for what is missing is told so.
"""
