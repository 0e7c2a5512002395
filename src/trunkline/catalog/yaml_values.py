"""YAML as this product reads and writes it: only text, numbers, true, false and null; keys are texts and stand once."""

from __future__ import annotations

import re
from typing import Any

import yaml

_MAPPING = yaml.resolver.BaseResolver.DEFAULT_MAPPING_TAG
_TAG = "tag:yaml.org,2002:"


class Loader(yaml.SafeLoader):
    """Safe YAML in which a date stays the text that was written, `yes` is a text, and a repeated key is a fault.

    What is read as something else than text here is so for every reader of YAML, so what is written reads the same.
    """


class Dumper(yaml.SafeDumper):
    """Writes every value out; nothing is anchored."""

    def ignore_aliases(self, data: Any) -> bool:
        """Values that occur twice are written twice."""
        return True


def _represent_text(dumper: Dumper, text: str) -> yaml.ScalarNode:
    # PyYAML loses rare line ends in its other styles
    style = '"' if re.search("[\r\t\x85\u2028\u2029\ufeff]", text) else None
    node: yaml.ScalarNode = dumper.represent_scalar(_TAG + "str", text, style=style)
    return node


Dumper.add_representer(str, _represent_text)
Loader.yaml_implicit_resolvers = {}
for _tag, _pattern, _firsts in (
    ("bool", r"true|True|TRUE|false|False|FALSE", "tTfF"),
    ("int", r"[-+]?(?:0|[1-9][0-9]*)", "-+0123456789"),
    ("float", r"[-+]?(?:[0-9]+\.[0-9]*(?:[eE][-+][0-9]+)?|\.[0-9]+(?:[eE][-+][0-9]+)?)", "-+.0123456789"),
    ("null", r"~|null|Null|NULL|", ["~", "n", "N", ""]),
    ("merge", r"<<", "<"),
):
    Loader.add_implicit_resolver(_TAG + _tag, re.compile(f"(?:{_pattern})$"), list(_firsts))


def _construct_mapping(loader: Loader, node: yaml.MappingNode) -> dict[str, Any]:
    given: set[str] = set()
    for key_node, _ in node.value:
        if not isinstance(key_node, yaml.ScalarNode):
            raise yaml.constructor.ConstructorError(None, None, "a key must be a text", key_node.start_mark)
        if key_node.value in given and key_node.tag != _TAG + "merge":
            raise yaml.constructor.ConstructorError(
                None, None, f"the key '{key_node.value}' stands twice", key_node.start_mark
            )
        given.add(key_node.value)
    loader.flatten_mapping(node)  # `<<`: what is merged comes first, so that the mapping's own keys win
    return {key_node.value: loader.construct_object(value_node, deep=True) for key_node, value_node in node.value}


Loader.add_constructor(_MAPPING, _construct_mapping)


def read_yaml(text: str) -> tuple[Any, yaml.Node | None]:
    """The value of a YAML text, and its nodes, which know their lines.

    Raises yaml.YAMLError, or RecursionError when it is nested too deeply.
    """
    loader = Loader(text)
    try:
        node = loader.get_single_node()
        return (None if node is None else loader.construct_document(node)), node
    finally:
        loader.dispose()


def write_yaml(value: Any) -> str:
    """Plain values as YAML, in the order given."""
    text: str = yaml.dump(value, Dumper=Dumper, sort_keys=False, allow_unicode=True, width=120)
    return text


def line_of(node: yaml.Node | None, path: str) -> int | None:
    """The line (from 1) of a place such as `specifications[0].kind`; of what encloses it when it is not there."""
    line = None if node is None else node.start_mark.line + 1
    for name, index in re.findall(r"\[\.\.\.\]|\.?([^.\[\]]+)|\[(\d+)\]", path):
        found: yaml.Node | None = None
        if isinstance(node, yaml.MappingNode) and name:
            for key_node, value_node in node.value:
                if key_node.value == name:
                    line, found = key_node.start_mark.line + 1, value_node
        elif isinstance(node, yaml.SequenceNode) and index and int(index) < len(node.value):
            found = node.value[int(index)]
            line = found.start_mark.line + 1 if found is not None else line
        if found is None:
            return line
        node = found
    return line
