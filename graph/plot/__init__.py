"""A graph -> pictures: networks, timelines, rankings and series, as SVG, PNG or PDF, with Chinese text.

Needs matplotlib (`pip install "zhimai[plot]"`) and a font with Chinese characters. The same graph gives the same
picture.
"""
