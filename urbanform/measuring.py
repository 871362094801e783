"""Metres to measure in: which CRS, and how frames with a CRS of a library user get there.

The plugin's adapters follow the same rule with QGIS's own transformations, because pyproj must not
run in a worker thread of QGIS; so the libraries are imported only when a library user calls.
"""

# A projected CRS in metres measures its own data while its scale stays this close to 1.
SCALE_TOLERANCE = 0.001
# Web Mercator's metres are none, however close to the equator.
WEB_MERCATOR = ("EPSG:3857", "EPSG:3785", "EPSG:900913", "ESRI:102100", "ESRI:102113")


def to_metres(main, *others):
    """Return the frames in the measuring CRS of the first one, without a CRS, and that CRS.

    The measuring CRS is the main frame's own when it is projected, in metres and its scale stays
    within 0.1 % over the data; otherwise a transverse Mercator centred on the data.

    main, others : GeoDataFrames with a CRS. Returns (frames, pyproj.CRS). Raises `ValueError` for a
    frame without a CRS, and for a main one without a place.

    >>> import geopandas, shapely
    >>> town = geopandas.GeoDataFrame(geometry=[shapely.box(114, 22.5, 114.01, 22.51)], crs="EPSG:4490")
    >>> (plain,), crs = to_metres(town)
    >>> plain.crs is None, round(plain.area.sum())
    (True, 1139403)
    """
    for frame in (main, *others):
        if frame.crs is None:
            raise ValueError("a frame without a CRS cannot be measured: set its crs first")
    crs = _measuring_crs(main)
    return [_without_crs(frame.to_crs(crs)) for frame in (main, *others)], crs


def measured(measure, main, *others, **options):
    """Return what a measure of this library finds in frames with a CRS, in the CRS of the main frame.

    measure : a function of this library, such as `plot_size.plot_size`; main, others, options : what it takes,
    frames with a CRS instead of frames in metres; tables without geometry, numbers and texts go through as they
    are. Frames of the result, alone or among others, come back in the CRS of main, their shapes as `geometry`.
    Raises `ValueError` for a frame of places without a CRS, and what the measure raises.

    >>> import geopandas, shapely
    >>> from .plot_size import plot_size
    >>> plot = shapely.box(114, 22.5, 114.001, 22.501)
    >>> found = measured(plot_size, geopandas.GeoDataFrame({"use": ["B1"]}, geometry=[plot], crs="EPSG:4490"))
    >>> found.crs.to_epsg(), round(float(found["area_m2"].iloc[0]))
    (4490, 11394)
    """
    import geopandas

    given = [main, *others, *options.values()]
    given = [each.to_frame("geometry") if isinstance(each, geopandas.GeoSeries) else each for each in given]
    places = [number for number, value in enumerate(given) if isinstance(value, geopandas.GeoDataFrame)]
    frames, crs = to_metres(*(given[number] for number in places))
    for number, frame in zip(places, frames):
        given[number] = frame
    named = dict(zip(options, given[len(given) - len(options) :]))
    return _back(measure(*given[: len(given) - len(options)], **named), crs, main.crs)


def _back(found, crs, wanted):
    """Return frames in metres in another CRS, alone or in a tuple; anything else as it is."""
    import geopandas

    if isinstance(found, geopandas.GeoDataFrame):
        return found.set_crs(crs).to_crs(wanted)
    if isinstance(found, tuple):
        back = [_back(part, crs, wanted) for part in found]
        return found._make(back) if hasattr(found, "_make") else tuple(back)
    return found


def _without_crs(frame):
    import geopandas

    return geopandas.GeoDataFrame(frame.drop(columns=frame.geometry.name), geometry=frame.geometry.to_numpy(), crs=None)


def _measuring_crs(frame):
    import numpy as np
    import pyproj
    import shapely

    crs = frame.crs
    shapes = np.asarray(frame.geometry.to_numpy(), dtype=object)
    somewhere = (~shapely.is_missing(shapes) & ~shapely.is_empty(shapes)).any()
    bounds = frame.to_crs(crs.geodetic_crs).total_bounds if somewhere else [np.nan]
    if not np.isfinite(bounds).all():
        raise ValueError("the first frame has no place on earth to measure at: it is empty, or its crs is not its own")
    west, south, east, north = bounds
    longitude, latitude = (west + east) / 2, (south + north) / 2
    metric = crs.is_projected and all(axis.unit_name == "metre" for axis in crs.axis_info[:2])
    on_sphere = crs.ellipsoid.semi_major_metre == crs.ellipsoid.semi_minor_metre
    if metric and not on_sphere and ":".join(crs.to_authority() or ()) not in WEB_MERCATOR:
        places = np.array([(x, y) for x in (west, longitude, east) for y in (south, latitude, north)])
        factors = pyproj.Proj(crs).get_factors(*places.T)
        if np.abs(np.array([factors.meridional_scale, factors.parallel_scale]) - 1).max() <= SCALE_TOLERANCE:
            return crs
    conversion = pyproj.crs.coordinate_operation.TransverseMercatorConversion(latitude, longitude)
    return pyproj.crs.ProjectedCRS(conversion, geodetic_crs=pyproj.CRS(4326) if on_sphere else crs.geodetic_crs)
