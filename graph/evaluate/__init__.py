"""Annotated documents -> how good extraction is: scores with intervals, calibration, and every error with its words."""

from graph.evaluate.calibration import Band, calibrate
from graph.evaluate.compare import Outcome
from graph.evaluate.evaluate import Report, evaluate
from graph.evaluate.page import render_page
from graph.evaluate.scores import Score

__all__ = ["Band", "Outcome", "Report", "Score", "calibrate", "evaluate", "render_page"]
