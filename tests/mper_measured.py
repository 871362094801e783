"""The MPER of the golden case and of what is made of it."""

import pytest
from mper_golden import LAYERS, buildings
from multiground.urbanform.mper import mper

MPER = 90000 / 13512.1  # of the golden case


def measure(frames, ground_spaces=None, **options):
    return mper(*(frames[name] for name in LAYERS), buildings(), ground_spaces, **options)


def first(frames, ground_spaces=None, **options):
    return measure(frames, ground_spaces, **options).districts.iloc[0]


def close(value):
    return pytest.approx(value, rel=1e-12)
