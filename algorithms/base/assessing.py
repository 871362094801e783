"""How an assessment runs the measures on the layers of a package, and what comes of it."""

import traceback

from osgeo import gdal, ogr
from qgis.core import (
    QgsApplication,
    QgsFeatureRequest,
    QgsProcessingException,
    QgsProcessingFeedback,
    QgsProcessingParameterDefinition,
    QgsVectorLayer,
)

from ...urbanform import clauses, tables
from ...urbanform.sql import named
from .measured_steps import SPACES, STEPS, TOLERANCES, UNGRADED
from .result_tables import frame_of, table_of
from .texts import translate

# What may be assumed of a feature besides its fields.
_DRAWN = ("outline", "line")


class Steps(QgsProcessingFeedback):
    """The feedback of one measure within an assessment: keeps its warnings, shows its share of the progress.

    skipped : input → ids of the features that the measure could not use, and how many the input holds; fields :
    input → the fields that it reads.
    """

    def __init__(self, outer, begin, end, tells):
        super().__init__(False)
        self.outer, self.begin, self.end, self.tells, self.warnings = outer, begin, end, tells, []
        self.skipped, self.fields = {}, {}

    def isCanceled(self):
        return self.outer.isCanceled()

    def setProgress(self, progress):
        self.outer.setProgress(self.begin + (self.end - self.begin) * progress / 100)

    def pushWarning(self, text):
        self.warnings.append(text)

    def setProgressText(self, text):
        if self.tells:
            self.outer.setProgressText(text)

    def pushInfo(self, text):
        if self.tells:
            self.outer.pushDebugInfo(text)

    def reportError(self, text, fatalError=False):  # noqa: N803 - QGIS's own name
        self.warnings.append(text)


class Package:
    """The layers of a district package that hold features, and the offices among its floors."""

    def __init__(self, path):
        self.path = path
        self.dataset = ogr.OpenShared(str(path))  # held, so that it is opened once for all measures
        counts = {layer.GetName().lower(): (layer.GetName(), layer.GetFeatureCount()) for layer in self.dataset}
        self.counts = {name: count for name, (_, count) in counts.items()}
        self.layers = {name: f"{path}|layername={own}" for name, (own, count) in counts.items() if count}
        self.told = {}  # layer → remarks on what is assumed
        offices = self._offices()
        if offices is not None:
            self.layers["offices"] = offices

    def parameters(self, step):
        """Return the layers of a step by parameter, and those of its package layers that hold nothing."""
        found, missing = {}, []
        for parameter, names in step.layers.items():
            present = [name for name in names.split("|") if name in self.layers]
            if present:
                found[parameter] = self.layers[present[0]]
            else:
                missing.append(names.split("|")[0])
        for parameter, name in step.optional.items():
            if name in self.layers:
                found[parameter] = self.layers[name]
        return found, tuple(missing)

    def skipped(self, step, feedback):
        """Return, by layer, how many features a step could not use, and how many the layer holds."""
        return {self._name_of(step, own): (len(ids), n) for own, (ids, n) in feedback.skipped.items()}

    def assumed(self, step, feedback):
        """Return, by layer that a step read, its features by what is assumed of them, and how many the layer holds.

        What an import assumed stands in the field `assumed`, such as `storeys: highest building:part; function`. Of it
        counts what the step read.
        """
        found = {}
        for parameter, read in feedback.fields.items():
            name, own = self._name_of(step, parameter), {}
            for remark, count in self._remarks(name).items():
                told = (part.strip() for part in remark.split(";"))
                told = tuple(part for part in told if {*read, *_DRAWN}.intersection(part.split(":")[0].split()))
                own[told] = own.get(told, 0) + count
            own.pop((), None)
            if own:
                found[name] = own, self.counts[name]
        return found

    def _name_of(self, step, parameter):
        """Return the package's layer that a step takes, offices being rows of one."""
        names = {**step.layers, **step.optional}[parameter].replace("offices", SPACES).split("|")
        return next(name for name in names if name in self.layers)

    def _remarks(self, name):
        """Return how many features of a layer have which remark on what is assumed of them; asked once."""
        if name not in self.told:
            layer = self.dataset.GetLayerByName(name)
            self.told[name] = {}
            if layer is not None and layer.GetLayerDefn().GetFieldIndex("assumed") >= 0:
                query = "SELECT assumed, COUNT(*) FROM {} WHERE assumed <> '' GROUP BY assumed"
                rows = self.dataset.ExecuteSQL(named(query, layer.GetName()))
                self.told[name] = {row.GetField(0): row.GetField(1) for row in rows}
                self.dataset.ReleaseResultSet(rows)
        return self.told[name]

    def _offices(self):
        """Return the spaces whose function is office, as a layer of their own; None where there are none."""
        import pandas

        from ...urbanform import attributes, functions

        for name in SPACES.split("|"):
            if name not in self.layers:
                continue
            layer = QgsVectorLayer(self.layers[name], name, "ogr")
            field = attributes.find_field(layer.fields().names(), "function")
            if field is None:
                continue
            request = QgsFeatureRequest().setFlags(QgsFeatureRequest.Flag.NoGeometry)
            rows = [(feature.id(), feature[field] or None) for feature in layer.getFeatures(request)]
            ids, words = zip(*rows)
            office = functions.functions(pandas.DataFrame({"function": words}))[0] == "office"
            ids = [fid for fid, chosen in zip(ids, office) if chosen]
            return layer.materialize(QgsFeatureRequest().setFilterFids(ids)) if ids else None
        return None


def known():
    """Return the steps whose algorithms this version has."""
    return [step for step in STEPS if _algorithm(step) is not None]


def outcomes_of(package, steps, file, context, feedback, begin, end, changed=None):
    """Run measures into a file, with progress from begin to end in per cent; return what came of each.

    file : None keeps in memory only what decides grades; changed : parameters other than the usual ones.
    Returns outcomes by step, and warnings by the measure's name.
    """
    from ...urbanform.assess import Outcome

    outcomes, notes = {}, {}
    for number, step in enumerate(steps):
        name, (layers, missing) = step.name or step.algorithm, package.parameters(step)
        if missing:
            outcomes[name] = Outcome(missing=missing)
            continue
        share = (begin + (end - begin) * n / len(steps) for n in (number, number + 1))
        own = Steps(feedback, *share, tells=changed is None)
        tables_ = {output: _table(file, table) for output, table in step.results.items()} if file else _judged(step)
        try:
            found = _run(step, {**layers, **step.given, **tables_, **(changed or {})}, context, own)
            made = [output for output in tables_ if found.get(output)]  # a measure may leave one out
            read = {output: _read(file, step.results[output], found[output], context) for output in made}
            about = {"skipped": package.skipped(step, own), "assumed": package.assumed(step, own)}
            outcomes[name] = Outcome(found, read, **about)
        except QgsProcessingException as error:
            if feedback.isCanceled():
                raise
            feedback.pushDebugInfo(str(error))
            outcomes[name] = Outcome(error=reason_of(error))
        texts = notes.setdefault(_algorithm(step).displayName(), [])
        texts += [text for text in own.warnings if text not in texts]
    return outcomes, notes


def under_tolerances(package, context, feedback, begin, end):
    """Return the clauses' grades with bounds and parameters a little lower and higher, by tolerance."""
    from ...urbanform.assess import clause_table

    names = {
        "bounds": translate("Multiground", "bounds"),
        "speed": translate("Multiground", "walking speed"),
        "snap": translate("Multiground", "snapping distance"),
        "boundary": translate("Multiground", "boundary tolerance"),
    }
    feedback.setProgressText(translate("Multiground", "Which grades hang on tolerances"))
    once = [step for step in known() if not step.name]
    found = {}
    for number, (name, amount, factor, algorithms, changed) in enumerate(TOLERANCES):
        chosen = [s for s in once if s.algorithm in algorithms or (not algorithms and s.algorithm not in UNGRADED)]
        share = (begin + (end - begin) * n / len(TOLERANCES) for n in (number, number + 1))
        with clauses.profile(None, factor):
            outcomes, _ = outcomes_of(package, chosen, None, context, feedback, *share, changed)
            rows = clause_table(outcomes).set_index("clause")
        found[f"{names[name]} {amount}"] = rows.loc[rows["output"] != "", "grade"]
    return found


def read_for():
    """Return the clauses that each layer of a package is read for, in the guideline's order."""
    found = {}
    for row in tables.rows("measures"):
        told_by = [clause for clause, members in clauses.SUMMARIES.items() if row["clause"] in members]
        readers = [*told_by, row["clause"]]
        for step in STEPS:
            if step.algorithm == row["algorithm"]:
                names = "|".join([*step.layers.values(), *step.optional.values()])
                for name in names.replace("offices", SPACES).split("|"):
                    found.setdefault(name, {}).update(dict.fromkeys(readers))
    return {name: list(numbers) for name, numbers in found.items()}


def titles():
    """Return the titles of the tables of a result in the user's language."""
    steps = [(step, _algorithm(step)) for step in known()]
    pairs = [(table, algorithm, output) for step, algorithm in steps for output, table in step.results.items()]
    found = {table: algorithm.parameterDefinition(output) for table, algorithm, output in pairs}
    return {table: definition.description() for table, definition in found.items() if definition is not None}


def reason_of(error):
    """Return why a run failed, without the lines of code that led there."""
    text = str(error).strip()
    return text.splitlines()[-1] if text.startswith("Traceback") else text


def _table(file, name):
    """Return the destination of a table in a GeoPackage, whatever the path holds."""
    path = file.as_posix().replace("\\", "\\\\").replace("'", "\\'")
    return f"ogr:dbname='{path}' table=\"{name}\""


def _judged(step):
    """Return the results of a step that decide grades, and those that it cannot do without, kept in memory."""
    judged = {row["output"] for row in tables.rows("measures") if row["algorithm"] == step.algorithm}
    optional = QgsProcessingParameterDefinition.Flag.FlagOptional
    needed = [d.name() for d in _algorithm(step).destinationParameterDefinitions() if not d.flags() & optional]
    return {output: "memory:" for output in step.results if output in judged or output in needed}


def _read(file, table, found, context):
    """Return a result of a measure as a frame, from its file or from memory; a layer in memory is let go."""
    if file:
        return table_of(file, table)
    return frame_of(context.takeResultLayer(found))


def _run(step, parameters, context, feedback):
    feedback.setProgressText(_algorithm(step).displayName())
    gdal.PushErrorHandler("CPLQuietErrorHandler")  # QGIS asks for a spatial index of tables without geometry
    try:
        return run_within(_algorithm(step), parameters, context, feedback)
    finally:
        gdal.PopErrorHandler()


def run_within(algorithm, parameters, context, feedback):
    """Run one of our algorithms within another; return its results, raise `QgsProcessingException` where it fails.

    It is called as the Python that it is: QGIS never lets go of such an exception that passes through it, nor of
    anything in all the functions on its way, and a layer among it that outlives QGIS crashes it at its end.
    """
    try:
        return algorithm.create().processAlgorithm(parameters, context, feedback)
    except QgsProcessingException:
        raise
    except Exception as error:  # of a measure that has a fault: the others go on
        raise QgsProcessingException(traceback.format_exc()) from error


def _algorithm(step):
    return QgsApplication.processingRegistry().algorithmById(f"multiground:{step.algorithm}")
