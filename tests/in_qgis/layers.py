"""Small layers to give to algorithms, and what comes back."""

import os
import pathlib

from qgis.core import (
    QgsCoordinateReferenceSystem,
    QgsCoordinateTransform,
    QgsCoordinateTransformContext,
    QgsFeature,
    QgsGeometry,
    QgsProcessingContext,
    QgsProcessingFeedback,
    QgsProject,
    QgsVectorLayer,
)

ROOT = pathlib.Path(__file__).parent.parent.parent
SHARED = pathlib.Path(os.environ.get("MULTIGROUND_DATA", ROOT.parent / "shared" / "data"))


class Feedback(QgsProcessingFeedback):
    """Keeps what an algorithm says; cancels itself after a number of progress reports."""

    def __init__(self, cancel_after=None):
        super().__init__(False)
        self.said, self.warnings, self.reports, self.cancel_after = [], [], 0, cancel_after

    def pushInfo(self, text):
        self.said.append(text)

    def pushWarning(self, text):
        self.warnings.append(text)

    def reportError(self, text, fatalError=False):  # noqa: N803 - QGIS's own name
        self.said.append(text)

    def setProgress(self, progress):
        self.reports += 1
        if self.cancel_after is not None and self.reports >= self.cancel_after:
            self.cancel()


def layer(geometry_type, rows, crs="EPSG:4547", fields="", drawn_in="EPSG:4547"):
    """Return a memory layer of (WKT or None, attributes …), drawn in one CRS, delivered in another."""
    result = QgsVectorLayer(f"{geometry_type}?crs={crs}{fields and '&' + fields}", "layer", "memory")
    there = QgsCoordinateTransform(
        QgsCoordinateReferenceSystem(drawn_in), QgsCoordinateReferenceSystem(crs), QgsCoordinateTransformContext()
    )
    features = []
    for wkt, *attributes in rows:
        feature = QgsFeature(result.fields())
        if wkt is not None:
            geometry = QgsGeometry.fromWkt(wkt)
            geometry.transform(there)
            feature.setGeometry(geometry)
        feature.setAttributes(attributes)
        features.append(feature)
    assert result.dataProvider().addFeatures(features)[0]
    result.updateExtents()
    return result


def run(name, parameters, feedback=None):
    """Run an algorithm as Processing does; return its results with output layers as layers."""
    import processing

    context = QgsProcessingContext()
    context.setProject(QgsProject.instance())
    results = processing.run(f"multiground:{name}", parameters, context=context, feedback=feedback or Feedback())
    return {
        key: QgsVectorLayer(value, key, "ogr") if isinstance(value, str) and value.endswith(".gpkg") else value
        for key, value in results.items()
    }


def rows(output):
    return [dict(zip(output.fields().names(), feature.attributes())) for feature in output.getFeatures()]
