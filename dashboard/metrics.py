"""The metrics as dbt_project/models/semantic defines them, and the SQL of each: one definition for `mf` and for pages.

MetricFlow reads the same files. What is understood here is what they use: simple metrics of one measure and ratios of
two, grouped by time or by a dimension of the statement, its outlet or its speaker. Pure: no query is run here.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from functools import cache
from typing import Any

import yaml

from dashboard.settings import PROJECT

FOLDER = PROJECT / "dbt_project" / "models" / "semantic"
AGGREGATES = {
    "sum": "sum({})",
    "count_distinct": "count(distinct {})",
    "average": "avg({})",
    "median": "median({})",
}
GRAINS = ("day", "week", "month", "quarter", "year")


class MetricError(ValueError):
    """A metric or a grouping that the definitions do not have, or cannot give together; the message says which."""


@dataclass(frozen=True)
class Metric:
    """One metric: `sql` aggregates rows of the semantic model `model`; `unit` is count, share, hops or days."""

    name: str
    label: str
    description: str
    unit: str
    model: str
    sql: str


@dataclass(frozen=True)
class SemanticModel:
    """A table with its measures (name -> SQL), dimensions (name -> SQL) and the other models that its keys lead to."""

    name: str
    table: str
    time_column: str
    primary_entity: str
    primary_key: str
    foreign_keys: dict[str, str]
    dimensions: dict[str, str]
    measures: dict[str, str]


@cache
def load_models() -> dict[str, SemanticModel]:
    """The semantic models by name."""
    entries = _read("semantic_models.yml")["semantic_models"]
    return {entry["name"]: _read_model(entry) for entry in entries}


@cache
def load_metrics() -> dict[str, Metric]:
    """The metrics by name, in the order of their file."""
    entries = {entry["name"]: entry for entry in _read("metrics.yml")["metrics"]}
    return {name: _read_metric(entry, entries) for name, entry in entries.items()}


def write_metrics_query(names: Sequence[str], group_by: Sequence[str] = ()) -> str:
    """A query with a column for each of `group_by` and then one for each metric, ordered by the former.

    A grouping is named as MetricFlow names it: `metric_time__month`, `outlet__country_code`, `statement__stance`; its
    column has that name too. Raises MetricError for a name that is not known, and for metrics of different models.
    """
    metrics = [_find(load_metrics(), name, "metric") for name in names]
    if len({metric.model for metric in metrics}) != 1:
        raise MetricError(f"{', '.join(names)}: these are of different models and cannot stand in one query")
    model = load_models()[metrics[0].model]
    joins: dict[str, str] = {}
    columns = [f"{_resolve(model, name, joins)} as {name}" for name in group_by]
    columns += [f"{metric.sql} as {metric.name}" for metric in metrics]
    grouping = "\ngroup by all\norder by all" if group_by else ""
    listed = ",\n    ".join(columns)
    return f"select\n    {listed}\nfrom {model.table}{''.join(joins.values())}{grouping}"


def list_groupings(model_name: str) -> list[str]:
    """Every grouping of a model's metrics: time by grain, its own dimensions, and those of what its keys lead to."""
    model = load_models()[model_name]
    grains = GRAINS[2:] if "month" in model.time_column else GRAINS
    own = [f"{model.primary_entity}__{name}" for name in model.dimensions if not name.endswith("_on")]
    others = [f"{entity}__{name}" for entity in model.foreign_keys for name in _find_by_entity(entity).dimensions]
    return [f"metric_time__{grain}" for grain in grains] + own + others


def _resolve(model: SemanticModel, grouping: str, joins: dict[str, str]) -> str:
    """The SQL of a grouping; a join that it needs is added to `joins`."""
    entity, _, name = grouping.partition("__")
    if entity == "metric_time" and name in GRAINS:
        return f"date_trunc('{name}', {model.time_column})::date"
    if entity == model.primary_entity and name in model.dimensions:
        return model.dimensions[name]
    if entity in model.foreign_keys:
        other = _find_by_entity(entity)
        if name in other.dimensions:
            # Only what is asked for is taken over, so that the measures' own columns stay unambiguous.
            joins[grouping] = (
                f"\nleft join (\n    select {other.primary_key} as {grouping}_key, {other.dimensions[name]} as "
                f"{grouping}_value\n    from {other.table}\n) on {grouping}_key = {model.foreign_keys[entity]}"
            )
            return f"{grouping}_value"
    raise MetricError(f"{grouping}: the metrics of {model.name} cannot be grouped by it")


def _find_by_entity(entity: str) -> SemanticModel:
    return next(model for model in load_models().values() if model.primary_entity == entity and model.primary_key)


def _find(known: dict[str, Any], name: str, kind: str) -> Any:
    if name not in known:
        raise MetricError(f"{name}: there is no such {kind}; there are {', '.join(known)}")
    return known[name]


def _read(file: str) -> dict[str, Any]:
    loaded: dict[str, Any] = yaml.safe_load((FOLDER / file).read_text(encoding="utf-8"))
    return loaded


def _read_model(entry: dict[str, Any]) -> SemanticModel:
    table = re.fullmatch(r"ref\('(\w+)'\)", entry["model"])
    if table is None:
        raise MetricError(f"{entry['name']}: its model is not written as ref('table')")
    entities = entry["entities"]
    primary = next((each for each in entities if each["type"] == "primary"), None)
    return SemanticModel(
        name=entry["name"],
        table=f"{'reporting' if table[1].startswith('rpt_') else 'core'}.{table[1]}",
        time_column=entry.get("defaults", {}).get("agg_time_dimension", ""),
        primary_entity=primary["name"] if primary else entry["primary_entity"],
        primary_key=primary["expr"] if primary else "",
        foreign_keys={each["name"]: each["expr"] for each in entities if each["type"] == "foreign"},
        dimensions={each["name"]: each.get("expr", each["name"]) for each in entry["dimensions"]},
        measures={
            each["name"]: _find(AGGREGATES, each["agg"], "aggregate").format(each["expr"])
            for each in entry.get("measures", ())
        },
    )


def _read_metric(entry: dict[str, Any], entries: dict[str, dict[str, Any]]) -> Metric:
    parameters = entry["type_params"]
    if entry["type"] == "ratio":
        above, below = (_read_metric(entries[parameters[part]], entries) for part in ("numerator", "denominator"))
        if above.model != below.model:
            raise MetricError(f"{entry['name']}: numerator and denominator are of different models")
        model, sql = above.model, f"{above.sql}::double / nullif({below.sql}, 0)"
    else:
        measure = parameters["measure"]
        model = next(each.name for each in load_models().values() if measure in each.measures)
        sql = load_models()[model].measures[measure]
    unit = entry.get("config", {}).get("meta", {}).get("unit", "count")
    description = " ".join(entry["description"].split())
    return Metric(entry["name"], entry["label"], description, unit, model, sql)
