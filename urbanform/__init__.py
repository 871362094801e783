"""Measures of urban form after the guideline for high-intensity districts, without QGIS.

Frames go in and come out in metres; `measuring.measured` takes frames with a CRS there and back.

A measure bears the name of its algorithm, its test and its page. The rooms of this house, the foundations first; in
each room a measure comes before what it alone stands on:

rules:
    clauses, grading, profiles, tables, errors
reading what planners write:
    attributes, columns, storey_names, encodings, tag_rules, facilities, functions, land_use, walkways, greenery,
    public_access, heights
ground under all measures:
    steps, stable, within_districts, measuring, garbage, sql
plots and streets (4):
    district_intensity, road_network_density, road_centrelines, street_wall, frontages, control_lines, plot_layout,
    blocks, block_figures, plot_size, building_storeys
functions (5):
    spaces, spaces_in_units, function_mix, vertical_mix, stacked_diagram, public_property, configuration
walking (5.2):
    pace, line_vertices, network, snapping, reach, reach_polygons, nearest_origin, walk_circles, life_circle,
    vitality_units, explorer, city_walks
multi-ground system (6.1, 6.2):
    classify_surfaces, near_ground_surfaces, vertical_components, connected_floors, ground_systems, mper, mper_case,
    mper_tables, mper_advice, mper_candidates
landing sites (6.3):
    landing_sites, landing_carriers, landing_constraints, landing_score, pads, approach_surfaces, noise_distance,
    handover
landscape (7):
    landscape, facade_gaps, view_corridors, sight_lines, green_view, green_layers, window_view, window_points,
    view_scene, view_fans, view_shares
district package, and its faults:
    create_package, package_file, check_package, faults, faults_of_attributes, faults_of_geometry, faults_of_networks,
    faults_of_places, readiness
doors for data:
    import_osm, osm_tags, osm_features, osm_buildings, osm_ground, osm_levels, osm_joins, import_planning_data,
    planning_tables, planning_names, planning_numbers, floor_tables, city_models, city_gml, city_json,
    city_attributes, city_footprints, hong_kong_network
assessment of one district and of many:
    assess, assess_many, compare_scenarios, package_runs, result_store, cluster, report, charts
"""
