"""YAML as people write it: a key that stands twice is an error, and only `true` and `false` are truth values."""

from __future__ import annotations

import re
from typing import Any

import yaml

BOOL_TAG = "tag:yaml.org,2002:bool"


def parse_yaml(text: str) -> Any:
    """The content of one document. Raises yaml.YAMLError, RecursionError or ValueError."""
    return yaml.load(text, Loader=_Loader)


class RepeatedKey(yaml.YAMLError):
    """A mapping has a key twice, of which YAML's readers silently keep the last. Lines count from 1."""

    def __init__(self, key: str, line: int, first_line: int) -> None:
        super().__init__(f"`{key[:60]}` stands there a second time, after line {first_line}")
        self.line = line


class _Loader(yaml.SafeLoader):
    # As it is written, before what is merged in (`<<`) stands beside it.
    def compose_mapping_node(self, anchor: Any) -> yaml.MappingNode:
        node = super().compose_mapping_node(anchor)
        assert isinstance(node, yaml.MappingNode)
        found: dict[str, yaml.ScalarNode] = {}
        for key in (key for key, _ in node.value if isinstance(key, yaml.ScalarNode)):
            if key.value in found:
                raise RepeatedKey(key.value, key.start_mark.line + 1, found[key.value].start_mark.line + 1)
            found[key.value] = key
        return node


# Norway's code and Norwegian's are NO and no, which YAML 1.1 takes for false.
_Loader.yaml_implicit_resolvers = {
    first: [(tag, pattern) for tag, pattern in resolvers if tag != BOOL_TAG]
    for first, resolvers in yaml.SafeLoader.yaml_implicit_resolvers.items()
}
_Loader.add_implicit_resolver(BOOL_TAG, re.compile(r"^(?:true|True|TRUE|false|False|FALSE)$"), list("tTfF"))
