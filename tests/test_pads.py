"""Squares in polygons: one that fits exactly is found, one that misses by a centimetre is not."""

import math

import numpy as np
import pytest
import shapely
from hypothesis import given, settings
from hypothesis import strategies as st
from multiground.urbanform import pads
from shapely import affinity

SIDE, PASSAGE = 10.5, 3.0


def fitted(*polygons, passage=PASSAGE):
    return pads.fitting_pads(np.array(polygons, dtype=object), SIDE, passage)


def placed(polygon, turn):
    """Return a polygon turned and put where coordinates are large, as in a national grid."""
    return affinity.translate(affinity.rotate(polygon, turn, origin=(0, 0)), 500_000.37, 2_500_000.81)


# A deck as wide as the pad, and one a centimetre narrower:
#
#      30 m                         s = 10.50 → the pad fits, and slides along
#   ┌──────────────┐ s              s = 10.49 → it does not, at no angle
#   └──────────────┘
@pytest.mark.parametrize("turn", [0, 37, 12.3, 89.9])
def test_deck_as_wide_as_the_pad(turn):
    assert len(fitted(placed(shapely.box(0, 0, 30, 10.50), turn)).x) > 0
    assert len(fitted(placed(shapely.box(0, 0, 30, 10.49), turn)).x) == 0


@pytest.mark.parametrize("turn", [0, 37])
def test_square_of_just_the_size_holds_one_place_in_its_middle(turn):
    found = fitted(placed(shapely.box(0, 0, 10.5, 10.5), turn))
    middle = placed(shapely.box(0, 0, 10.5, 10.5), turn).centroid
    assert np.allclose([found.x, found.y], [[middle.x], [middle.y]], atol=0.01)
    assert (found.angle % 90).round(6).tolist() == [turn] * len(found.x)


def equilateral(square):
    """Return the equilateral triangle whose largest square has this side.

    A square on the base b of a triangle of height h: the triangle above it is similar, so s / b = (h - s) / h and
    s = b h / (b + h). With h = b √3 / 2: s = b √3 / (2 + √3).
    """
    b = square * (2 + math.sqrt(3)) / math.sqrt(3)
    return shapely.Polygon([(0, 0), (b, 0), (b / 2, b * math.sqrt(3) / 2)])


#        /\
#       /┌─┐\         the largest square in a triangle stands on a side
#      /_│_│_\
@pytest.mark.parametrize("turn", [0, 37])
def test_square_in_a_triangle(turn):
    assert len(fitted(placed(equilateral(10.50), turn)).x) > 0
    assert len(fitted(placed(equilateral(10.49), turn)).x) == 0


#   ┌──────────────┐   a roof around a court: it is w wide all around
#   │  ┌────────┐  │
#   │  └────────┘  │   w = 10.50 → fits; w = 10.49 → does not, for all the 1600 m² that there are
#   └──────────────┘
@pytest.mark.parametrize("turn", [0, 37])
def test_ring_shaped_roof(turn):
    def ring(width):
        return placed(shapely.box(0, 0, 60, 60).difference(shapely.box(width, width, 60 - width, 60 - width)), turn)

    found = fitted(ring(10.50))
    assert len(found.x) > 0
    assert shapely.area(shapely.difference(found.squares(SIDE), ring(10.50))).max() < 0.2  # half a centimetre of edge
    assert len(fitted(ring(10.49)).x) == 0


def test_hole_no_larger_than_a_chimney_is_seen():
    # 12 × 12 m with a chimney of 10 cm in the middle: every square of 10.5 m would cover it
    deck = shapely.box(0, 0, 12, 12).difference(shapely.box(5.95, 5.95, 6.05, 6.05))
    assert len(fitted(deck).x) == 0
    assert len(fitted(shapely.box(0, 0, 12, 12)).x) > 0


def test_round_roof_is_found_by_sampled_angles():
    # the diagonal of the pad is 10.5 √2 = 14.849 m: it fits into a circle of 15 m, not into one of 14.8 m
    for diameter, number in ((15.0, 1), (14.8, 0)):
        assert (len(fitted(shapely.Point(0, 0).buffer(diameter / 2, quad_segs=24)).x) > 0) == number


def test_direction_that_no_edge_has_is_found_with_9_centimetres_to_spare():
    # A plus of four rectangles whose edges all run at other angles: a square between four points. Turned by half a
    # degree from a sampled angle it needs 10.5 · (cos 0.5° + sin 0.5°) = 10.591 m.
    def between(side, turn):
        spikes = [shapely.Polygon([(side / 2, 0), (60, -7), (60, 9)])]
        spikes += [affinity.rotate(spikes[0], 90 * k, origin=(0, 0)) for k in (1, 2, 3)]
        room = shapely.box(-40, -40, 40, 40).difference(shapely.union_all(spikes))
        hole = shapely.box(-side / 2 - 3, -side / 2 - 3, side / 2 + 3, side / 2 + 3)
        return affinity.rotate(room.intersection(hole), turn, origin=(0, 0))

    assert len(fitted(between(10.60, 20.5)).x) > 0


def test_parts_of_a_carrier_each_hold_pads_and_what_is_empty_none():
    both = shapely.MultiPolygon([shapely.box(0, 0, 11, 11), shapely.box(100, 0, 111, 11), shapely.box(50, 0, 55, 5)])
    found = fitted(None, shapely.Polygon(), both)
    assert set(found.carrier) == {2}
    assert sorted(set((found.x // 50).astype(int))) == [0, 2]


# The passage beside the pad
#
#   ┌───────────────┐            14 m wide, the pad 10.5 m: against one edge 3.5 m are left,
#   │ ┌───┐         │ 14 m       in the middle only 1.75 m on either side
#   └─┴───┴─────────┘
def test_passage_is_kept_where_there_is_room_for_it():
    deck = np.array([shapely.box(0, 0, 40, 14)])
    found = fitted(deck[0])
    assert (pads.widest_sides(found, deck[found.carrier], SIDE) >= 3.0).all()


@pytest.mark.parametrize("turn", [0, 37])
@pytest.mark.parametrize(("width", "left"), [(13.50, 3.00), (13.49, 2.99), (10.5, 0.0)])
def test_width_beside_the_pad_is_measured_to_a_centimetre(width, left, turn):
    # square decks: what is left on the widest side is all that the pad does not take, or half of it in the middle
    deck = np.array([placed(shapely.box(0, 0, width, width), turn)])
    found = fitted(deck[0])
    measured = pads.widest_sides(found, deck[found.carrier], SIDE)
    assert measured.max() == pytest.approx(left if left == 3.0 else left / 2, abs=0.011)


def test_hole_beside_the_pad_narrows_the_passage():
    # 10.5 m of pad, then 2 m, then a stair head over the middle of the side; on the other sides nothing is left
    deck = shapely.box(0, 0, 16, 10.5).difference(shapely.box(12.5, 5, 13.5, 6))
    pad = pads.Pads(np.array([0]), np.array([5.25]), np.array([5.25]), np.array([0.0]))
    assert pads.widest_sides(pad, np.array([deck]), SIDE).tolist() == [2.0]


def l_shaped(width):
    """Return an L of two arms of a width, and no place wider for a pad than the arms: the corner is chamfered."""
    arms = shapely.union_all([shapely.box(0, 0, 40, width), shapely.box(0, 0, width, 40)])
    return arms.difference(shapely.Polygon([(0, 0), (6, 0), (0, 6)]))


def ring_of(width):
    return shapely.box(0, 0, 60, 60).difference(shapely.box(width, width, 60 - width, 60 - width))


@settings(max_examples=30)
@given(
    st.sampled_from([l_shaped, equilateral, ring_of]),
    st.floats(0, 360),
    st.tuples(st.floats(-6e5, 6e5), st.floats(0, 5e6)),
)
def test_exact_fit_is_found_and_a_centimetre_less_is_not_at_any_angle_and_place(shape, turn, where):
    for side, fits in ((10.50, True), (10.49, False)):
        polygon = affinity.translate(affinity.rotate(shape(side), turn, origin=(0, 0)), *where)
        assert (len(fitted(polygon).x) > 0) == fits


@settings(max_examples=40)
@given(
    st.lists(st.tuples(st.floats(-30, 30), st.floats(-30, 30)), min_size=3, max_size=9),
    st.floats(0, 90),
)
def test_every_pad_lies_within_its_carrier(points, turn):
    hull = shapely.convex_hull(shapely.multipoints(points))
    if hull.geom_type != "Polygon" or not hull.is_valid:
        return
    polygon = placed(hull, turn)
    found = fitted(polygon)
    smaller = found.squares(SIDE - 2 * pads.TOLERANCE_M)
    assert shapely.covers(shapely.buffer(polygon, 1e-6), smaller).all()
    if not shapely.buffer(polygon, -SIDE / math.sqrt(2) - 0.05).is_empty:  # a circle around the pad fits
        assert len(found.x) > 0


def test_a_search_by_small_steps_agrees():
    # A judge that knows nothing of edges: every 3 degrees, every half metre.
    random = np.random.default_rng(7)
    agreed = 0
    for _ in range(8):
        corners = np.sort(random.uniform(0, 360, 6))
        radius = random.uniform(8, 14, 6)
        polygon = shapely.Polygon(np.c_[radius * np.cos(np.radians(corners)), radius * np.sin(np.radians(corners))])
        if not polygon.is_valid:
            continue
        at = np.arange(-6, 6.1, 0.5)
        x, y, turn = (grid.ravel() for grid in np.meshgrid(at, at, np.arange(0, 90, 3.0)))
        squares = pads.Pads(np.zeros(len(x), dtype=int), x, y, turn).squares(SIDE)
        shapely.prepare(polygon)
        by_steps = shapely.contains(polygon, squares).any()
        assert not by_steps or len(fitted(polygon).x) > 0
        agreed += by_steps
    assert agreed >= 2
