"""Give the pictures of the docs few colours: a map needs no more, and every page loads at once.

Usage: fewer_colours.py FOLDER. Each PNG of full colour there becomes one with a palette, at most 1400 pixels wide.
"""

import os
import pathlib
import sys

import numpy as np
from osgeo import gdal
from scipy.spatial import cKDTree

BETWEEN, MOST_BYTES = 64, 200_000
TRIALS = ((160, 1400), (32, 1400), (32, 1200), (32, 1000))  # frequent colours and width, until it is small enough


def main(folder):
    gdal.PushErrorHandler("CPLQuietErrorHandler")
    for picture in sorted(folder.glob("*.png")):
        image = gdal.Open(str(picture))
        if image.RasterCount > 1:  # one band is a palette already
            part = picture.with_suffix(".part")
            for frequent, width in TRIALS:
                fewer_colours(image, part, frequent, width)
                if part.stat().st_size <= MOST_BYTES:
                    break
            image = None
            print(f"{picture.name}: {picture.stat().st_size / 1e3:.0f} to {part.stat().st_size / 1e3:.0f} kB")
            os.replace(part, picture)


def fewer_colours(image, picture, frequent, width):
    """Write an image as PNG with a palette; every pixel gets the nearest of its colours, without a dither.

    The palette is what is seen most, as it is, so that a grade keeps its colour, and a few between.
    """
    if image.RasterXSize > width:
        smaller = {"width": width, "height": 0, "resampleAlg": "average"}
        image = gdal.Translate("", image, format="MEM", bandList=[1, 2, 3], **smaller)
    table = gdal.ColorTable()
    gdal.ComputeMedianCutPCT(*(image.GetRasterBand(n) for n in (1, 2, 3)), BETWEEN, table)
    pixels = image.ReadAsArray()[:3].reshape(3, -1).T
    own, where, times = np.unique(pixels, axis=0, return_inverse=True, return_counts=True)
    between = [table.GetColorEntry(n)[:3] for n in range(table.GetCount())]
    palette = np.concatenate([own[np.argsort(-times, kind="stable")[:frequent]], between])
    nearest = cKDTree(palette).query(own)[1][where.ravel()]
    for number, colour in enumerate(palette.tolist()):
        table.SetColorEntry(number, (*colour, 255))
    few = gdal.GetDriverByName("MEM").Create("", image.RasterXSize, image.RasterYSize, 1)
    few.GetRasterBand(1).WriteArray(nearest.reshape(image.RasterYSize, image.RasterXSize).astype(np.uint8))
    few.GetRasterBand(1).SetRasterColorTable(table)
    gdal.GetDriverByName("PNG").CreateCopy(str(picture), few, options=["ZLEVEL=9"])
    pathlib.Path(f"{picture}.aux.xml").unlink(missing_ok=True)


if __name__ == "__main__":
    main(pathlib.Path(sys.argv[1]))
