"""Error codes, found in the source by reading it and running none of it."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from reference._expressions import Names, local_names, module_names, texts
from reference._source import SourceFile, source_files

PROBLEM = ("code", "path", "expected", "found", "hint")
CODE = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*")
PATTERN = re.compile(r"[a-z0-9…-]*[a-z][a-z0-9…-]*")
TOLD = re.compile(r"\bcodes? ((?:``[a-z0-9-]+``(?:,? (?:or|and) |, )?)+)")

Function = ast.FunctionDef | None


@dataclass(frozen=True, slots=True)
class Raised:
    """A place in the source that reports a problem, or a docstring that says so."""

    code: str
    room: str
    expected: str = ""
    hint: str = ""


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A place that reports a problem whose code cannot be read off the source."""

    place: str
    expression: str
    codes: tuple[str, ...]
    """What could be read, with … for what could not."""


def raised_codes() -> tuple[Raised, ...]:
    """Return every place whose code can be read off, in order of file and line."""
    return tuple(found for found in _all_places() if isinstance(found, Raised))


def unreadable_codes() -> tuple[Unreadable, ...]:
    """Return the places whose code is neither spelt out nor a pattern that a told code fits."""
    known = {raised.code for raised in raised_codes()}

    def told(pattern: str) -> bool:
        expression = re.escape(pattern).replace("…", "[a-z0-9-]+")
        return any(re.fullmatch(expression, code) for code in known)

    return tuple(
        found
        for found in _all_places()
        if isinstance(found, Unreadable) and not (found.codes and all(map(told, found.codes)))
    )


def _all_places() -> Iterator[Raised | Unreadable]:
    files = source_files()
    signatures = _signatures(files)
    for file in files:
        yield from _told(file)
        names = module_names(file.tree)
        for function, call in _calls(file.tree):
            yield from _reported(file, names | local_names(function), function, call, signatures)


def _reported(
    file: SourceFile,
    names: Names,
    function: Function,
    call: ast.Call,
    signatures: Mapping[str, tuple[str, ...]],
) -> Iterator[Raised | Unreadable]:
    parameters = signatures.get(_called(call))
    given = _arguments(call, parameters)
    if "code" not in given or (parameters is None and not _is_text(given["code"])):
        return
    codes = texts(given["code"], names)
    spelt = [code for code in codes if CODE.fullmatch(code)]
    if isinstance(call.func, ast.Attribute) and not any(map(PATTERN.fullmatch, codes)):
        return  # another class's method of the same name, as far as can be seen
    if len(spelt) < max(len(codes), 1) and not _passed_on(given["code"], function):
        place = f"{file.path.name}:{call.lineno}"
        yield Unreadable(place, ast.unparse(given["code"]), codes)
    expected, hint = ("; ".join(texts(given.get(key), names)) for key in ("expected", "hint"))
    for code in spelt:
        alone = len(spelt) == 1
        yield Raised(code, file.room, expected if alone else "", hint if alone else "")


def _told(file: SourceFile) -> Iterator[Raised]:
    """Yield the codes that docstrings name (as in "code ``not-canonical``")."""
    for node in ast.walk(file.tree):
        if isinstance(node, ast.FunctionDef):
            docstring = " ".join((ast.get_docstring(node) or "").split())
            for match in TOLD.finditer(docstring):
                for code in re.findall(r"``([a-z0-9-]+)``", match[1]):
                    yield Raised(code, file.room)


def _signatures(files: tuple[SourceFile, ...]) -> dict[str, tuple[str, ...]]:
    """Return the parameters of all that takes a code: ``Problem``, functions, ``.methods``."""
    found: dict[str, tuple[str, ...]] = {"Problem": PROBLEM}
    for node in (node for file in files for node in ast.walk(file.tree)):
        if isinstance(node, ast.FunctionDef) and "code" in _parameters(node):
            placed = tuple(argument.arg for argument in node.args.posonlyargs + node.args.args)
            if placed[:1] in {("self",), ("cls",)}:
                found[f".{node.name}"] = placed[1:]
            else:
                found[node.name] = placed
        elif isinstance(node, ast.ClassDef) and "code" in (fields := _fields(node)):
            found[node.name] = fields
    return found


def _fields(record: ast.ClassDef) -> tuple[str, ...]:
    return tuple(
        statement.target.id
        for statement in record.body
        if isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name)
    )


def _parameters(function: ast.FunctionDef) -> set[str]:
    return {node.arg for node in ast.walk(function.args) if isinstance(node, ast.arg)}


def _calls(tree: ast.Module) -> Iterator[tuple[Function, ast.Call]]:
    waiting: list[tuple[ast.AST, Function]] = [(tree, None)]
    while waiting:
        node, function = waiting.pop()
        inner = node if isinstance(node, ast.FunctionDef) else function
        if isinstance(node, ast.Call):
            yield function, node
        waiting += [(child, inner) for child in reversed(list(ast.iter_child_nodes(node)))]


def _called(call: ast.Call) -> str:
    if isinstance(call.func, ast.Name):
        return call.func.id
    return f".{call.func.attr}" if isinstance(call.func, ast.Attribute) else ""


def _arguments(call: ast.Call, parameters: tuple[str, ...] | None) -> dict[str, ast.expr]:
    given = dict(zip(parameters or (), call.args, strict=False))
    return given | {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}


def _is_text(node: ast.expr) -> bool:
    return isinstance(node, ast.Constant) and isinstance(node.value, str)


def _passed_on(node: ast.expr, function: Function) -> bool:
    """Whether somebody else says the code: the function's caller, or who made the record."""
    if isinstance(node, ast.Attribute):
        return node.attr == "code"
    return (
        function is not None
        and isinstance(node, ast.Name)
        and node.id == "code"
        and "code" in _parameters(function)
    )
