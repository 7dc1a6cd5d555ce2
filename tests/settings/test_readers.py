"""Every setting has somebody who reads it: what the file says must change what is done."""

import ast
from collections.abc import Iterator
from pathlib import Path
from typing import Any, get_args

from pydantic import BaseModel

from daemon.settings.schema import ConfigFile

ROOT = Path(__file__).resolve().parents[2]
WITHOUT_READER = {"administrators"}  # docs/settings.md says: not used yet
BECOMES = {  # under which name a value goes on, where that is another
    "smtp.sender_name": "mailbox",
    "join.outage": "join_outage",
    "agents.overview": "has_overview",
    "store.path": "store_path",
    "levels.N.respond_within.high": "respond_within",
    "levels.N.respond_within.medium": "respond_within",
    "levels.N.respond_within.low": "respond_within",
    "levels.N.quiet": "quiet_all",
    "levels.N.format": "trackers",
    "customers.directory": "directory_path",
    "triggers.N.add": "phrases",
    "words.escalation": "words",
    "words.urgent": "words",
    "templates": "templates_path",
}
NO_READERS = {"is_inside", "find_known"}  # to know that somebody is named is not to write to him


def find_blocks(annotation: Any) -> Iterator[tuple[type[BaseModel], bool]]:
    """The blocks that may stand in a field,
    each with whether it stands there under a name or number of the team's own."""
    if isinstance(annotation, type) and issubclass(annotation, BaseModel):
        yield annotation, False
    for inner in get_args(annotation):
        for block, _ in find_blocks(inner):
            yield block, "Mapping" in str(annotation)


def find_settings(block: type[BaseModel], place: str = "") -> Iterator[str]:
    """The paths of all values, N for a name or number of the team's own."""
    for name, field in block.model_fields.items():
        inner = list(find_blocks(field.annotation))
        for one, named in inner:
            yield from find_settings(one, f"{place}{name}.{'N.' if named else ''}")
        if not inner:
            yield place + name


def find_reads(tree: ast.AST) -> Iterator[str]:
    """The attributes that are read, but for those in `NO_READERS`."""
    for node in ast.iter_child_nodes(tree):
        if isinstance(node, ast.FunctionDef) and node.name in NO_READERS:
            continue
        if isinstance(node, ast.Attribute) and isinstance(node.ctx, ast.Load):
            yield node.attr
        yield from find_reads(node)


def test_every_setting_is_read_but_for_those_that_the_manual_calls_not_used_yet() -> None:
    modules = [
        path for top in ("daemon", "parsers") for path in (ROOT / top).rglob("*.py") if "settings" not in path.parts
    ]
    read = {name for path in modules for name in find_reads(ast.parse(path.read_text(encoding="utf-8")))}
    settings = set(find_settings(ConfigFile))
    assert set(BECOMES) <= settings
    assert {name for name in settings if BECOMES.get(name, name.rpartition(".")[2]) not in read} == WITHOUT_READER


def test_the_manual_promises_nothing_of_what_nobody_reads() -> None:
    lines = (ROOT / "docs" / "settings.md").read_text(encoding="utf-8").splitlines()
    for setting in WITHOUT_READER:
        name = f"`{setting.rpartition('.')[2]}`"
        said = [part for line in lines for part in line.replace("; ", ". ").split(". ") if name in part]
        assert [part for part in said if "not used yet" not in part] == [], setting
        assert said, setting
