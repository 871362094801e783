"""Measures of urban form after the guideline for high-intensity districts, without QGIS.

Frames go in and come out in metres; `measuring.to_metres` brings frames with a CRS there.
"""
