"""A graph -> pictures: networks, timelines, rankings and series, as SVG, PNG or PDF, with Chinese text.

Needs matplotlib (`pip install "zhimai[plot]"`). The same graph gives the same picture.
"""
