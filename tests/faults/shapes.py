"""The shape of what is kept: every field by its place, with the kinds or words that it takes.

`python -m faults.shapes`, run in `tests/`, records today's shapes in `kept/shapes.json`. Read "Changing what
is kept" in CONTRIBUTING.md before you do.
"""

from __future__ import annotations

import json
from collections import defaultdict
from pathlib import Path
from typing import Any

from pydantic import TypeAdapter

RECORD = Path(__file__).with_name("kept") / "shapes.json"
DEEPEST = 2
"""A turn holds a follow-up, which is a turn: so often a type is looked into within itself."""

Shape = dict[str, list[str]]


def shape_of(kept: type) -> Shape:
    """Return each field of a type by its place (`.turns[].takes[].audio`)."""
    schema = TypeAdapter(kept).json_schema()
    found: dict[str, set[str]] = defaultdict(set)
    _gather(schema, "", (), schema.get("$defs", {}), found)
    return {place: sorted(values) for place, values in sorted(found.items())}


def _gather(
    node: dict[str, Any],
    place: str,
    within: tuple[str, ...],
    types: dict[str, Any],
    found: dict[str, set[str]],
) -> None:
    """Follow one node of a JSON schema, down to fields that hold no other."""
    if reference := node.get("$ref"):
        name = reference.rpartition("/")[2]
        if within.count(name) < DEEPEST:
            _gather(types[name], place, (*within, name), types, found)
        return
    inner = [(place, branch) for key in ("anyOf", "oneOf", "allOf") for branch in node.get(key, ())]
    inner += [(f"{place}[]", item) for item in (node.get("items"), *node.get("prefixItems", ())) if item]
    inner += [(f"{place}.{name}", value) for name, value in node.get("properties", {}).items()]
    for where, branch in inner:
        _gather(branch, where, within, types, found)
    if not inner:
        words = node.get("enum") or ([node["const"]] if "const" in node else [node.get("type", "anything")])
        found[place].update(map(str, words))


if __name__ == "__main__":
    from faults.test_older_versions import SHAPES  # what is kept

    shapes = {name: shape_of(kept) for name, kept in SHAPES.items()}
    RECORD.write_text(json.dumps(shapes, indent=1) + "\n", "utf-8")
