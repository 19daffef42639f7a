"""What an expression may come to, read from the source: texts with … for what is put in."""

from __future__ import annotations

import ast
from collections.abc import Iterator, Mapping

Names = dict[str, tuple[ast.expr, ...]]
"""What names are given, wherever they are given something."""

DEEPEST = 4


def module_names(tree: ast.Module) -> Names:
    """Return what a module's own names are given."""
    return _given(tree.body)


def local_names(function: ast.FunctionDef | None) -> Names:
    """Return what a function's names are given; its parameters are given nothing known."""
    if function is None:
        return {}
    statements = (node for node in ast.walk(function) if isinstance(node, ast.stmt))
    parameters = {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}
    return _given(statements) | dict.fromkeys(parameters, ())


def texts(node: ast.expr | None, names: Mapping[str, tuple[ast.expr, ...]]) -> tuple[str, ...]:
    """Return the texts that the expression may come to, as far as can be seen."""
    return tuple(dict.fromkeys(_texts(node, names, 0))) if node is not None else ()


def _given(statements: Iterator[ast.stmt] | list[ast.stmt]) -> Names:
    found: dict[str, tuple[ast.expr, ...]] = {}
    for statement in statements:
        for name, value in _assignments(statement):
            found[name] = (*found.get(name, ()), value)
    return found


def _assignments(statement: ast.stmt) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(statement, ast.AnnAssign) and statement.value is not None:
        yield from _pairs(statement.target, statement.value)
    elif isinstance(statement, ast.Assign):
        for target in statement.targets:
            yield from _pairs(target, statement.value)


def _pairs(target: ast.expr, value: ast.expr) -> Iterator[tuple[str, ast.expr]]:
    if isinstance(target, ast.Name):
        yield target.id, value
    elif isinstance(target, ast.Tuple) and isinstance(value, ast.Tuple):
        for part, part_value in zip(target.elts, value.elts, strict=False):
            yield from _pairs(part, part_value)


def _texts(node: ast.expr, names: Mapping[str, tuple[ast.expr, ...]], depth: int) -> Iterator[str]:
    if depth > DEEPEST:
        return
    match node:
        case ast.Constant(value=str(text)) if text:
            yield text
        case ast.JoinedStr(values=parts):
            yield "".join(_part(part) for part in parts)
        case ast.IfExp(body=yes, orelse=no):
            yield from _texts(yes, names, depth + 1)
            yield from _texts(no, names, depth + 1)
        case ast.Name(id=name):
            for value in names.get(name, ()):
                yield from _texts(value, names, depth + 1)
        case ast.Dict(values=values):
            for value in values:
                yield from _texts(value, names, depth + 1)
        case ast.Subscript(value=ast.Name() as table):
            yield from _texts(table, names, depth + 1)
        case ast.Call(func=ast.Attribute(value=ast.Name() as table, attr="get"), args=arguments):
            for value in (table, *arguments[1:]):
                yield from _texts(value, names, depth + 1)


def _part(part: ast.expr) -> str:
    return str(part.value) if isinstance(part, ast.Constant) else "…"
