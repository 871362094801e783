"""Measures of urban form after the guideline for high-intensity districts, without QGIS.

Frames go in and come out in metres; `measuring.measured` takes frames with a CRS there and back.
"""
