"""What a user reads beside a dialog: each parameter and each result, in an order that does not change its mind."""

import html

import pytest
from qgis.core import QgsApplication, QgsProcessingParameterFeatureSource, QgsProcessingParameterField

pytestmark = pytest.mark.usefixtures("provider")


def tools(provider):
    return [each for each in provider.algorithms() if each.group() != "Models"]


def test_every_parameter_and_every_result_is_told_in_the_panel(provider):
    for algorithm in tools(provider):
        panel = html.unescape(algorithm.shortHelpString())
        for each in algorithm.parameterDefinitions():
            assert each.help().endswith("."), (algorithm.id(), each.name())
            assert f"<b>{each.description()}</b>: {each.help()}" in panel, (algorithm.id(), each.name())
        for each in algorithm.outputDefinitions():
            assert each.description() in panel, (algorithm.id(), each.name())


def test_layers_come_before_their_fields_and_these_before_all_else(provider):
    for algorithm in tools(provider):
        usual = [
            each
            for each in algorithm.parameterDefinitions()
            if not each.isDestination() and not each.flags() & each.Flag.FlagAdvanced
        ]
        kinds = (QgsProcessingParameterFeatureSource, QgsProcessingParameterField)
        ranks = [next((n for n, kind in enumerate(kinds) if isinstance(each, kind)), 2) for each in usual]
        assert 2 not in ranks or 0 not in ranks[ranks.index(2) :] or algorithm.name() == "importosm", algorithm.id()
        assert [rank for rank in ranks if rank < 2] == sorted(rank for rank in ranks if rank < 2), algorithm.id()


def test_no_two_labels_of_a_tool_are_alike(provider):
    """A modeler chooses among them by nothing else."""
    for algorithm in tools(provider):
        definitions = algorithm.parameterDefinitions()
        layers = {each.name() for each in definitions if each.isDestination()}
        labels = [each.description() for each in definitions]
        labels += [each.description() for each in algorithm.outputDefinitions() if each.name() not in layers]
        assert len(labels) == len(set(labels)), (algorithm.id(), sorted(labels))


def test_the_first_sentence_stands_under_the_mouse_in_the_toolbox(provider):
    algorithm = QgsApplication.processingRegistry().algorithmById("multiground:classifysurfaces")
    assert algorithm.shortDescription() == "Kind of each near-ground surface, clause 6.1.3."
    assert all(each.about().startswith(each.shortDescription()) for each in tools(provider))


def test_qgis_process_which_lists_parameters_itself_gets_the_text_alone(provider, monkeypatch):
    algorithm = QgsApplication.processingRegistry().algorithmById("multiground:mper")
    monkeypatch.setattr(QgsApplication, "platform", lambda: "qgis_process")
    assert algorithm.shortHelpString() == algorithm.about()
