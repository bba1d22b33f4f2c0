"""What there is to translate: the sentences that code and templates hand to gettext, and Chinese words that nobody can translate."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from django.template.base import Lexer, TokenType
from django.utils.translation import template

# Which argument is the context, the sentence, its plural.
FUNCTIONS = {
    "gettext": (None, 0, None),
    "ngettext": (None, 0, 1),
    "pgettext": (0, 1, None),
    "npgettext": (0, 1, 2),
}
FUNCTIONS |= {f"{name}_{kind}": places for name, places in FUNCTIONS.items() for kind in ("lazy", "noop")}
CHINESE = re.compile("[\u3400-\u9fff\uf900-\ufaff\U00020000-\U000323af]+")
_STRING = r"u?\"(?:[^\"\\]|\\.)*\"|u?'(?:[^'\\]|\\.)*'"
_CALL = re.compile(rf"(?<!\w)(?P<name>_|n?p?gettext)\(\s*(?P<arguments>(?:{_STRING})(?:\s*,\s*(?:{_STRING}))*)", re.DOTALL)
_MARKED = re.compile(rf"_\((?:{_STRING})\)", re.DOTALL)


@dataclass(frozen=True, slots=True, order=True)
class Sentence:
    """One entry of a catalogue: the sentence as written, with its plural form and the context that tells it from its namesakes."""

    text: str
    plural: str = ""
    context: str = ""


def sentences(package: Path) -> dict[Sentence, list[str]]:
    """Every sentence that code and templates below a folder hand to gettext → where: `file:line`, files relative to the folder."""
    found: dict[Sentence, list[str]] = {}
    for path in source_files(package):
        for line, sentence in _in_python(path) if path.suffix == ".py" else _in_template(path):
            found.setdefault(sentence, []).append(f"{path.relative_to(package)}:{line}")
    return dict(sorted(found.items()))


def untranslatable(package: Path) -> dict[str, list[str]]:
    """Chinese words that reach a reader without gettext: file → the words. Docstrings and comments reach none."""
    found = {}
    for path in source_files(package):
        texts = _loose_in_python(path) if path.suffix == ".py" else _loose_in_template(path)
        if words := [word for text in texts for word in CHINESE.findall(text)]:
            found[str(path.relative_to(package))] = words
    return found


def source_files(package: Path) -> Iterator[Path]:
    """The Python modules and templates below a folder; no tests, no migrations."""
    for path in sorted(package.rglob("*")):
        parts = path.relative_to(package).parts
        if (path.suffix == ".py" and not {"tests", "migrations"} & set(parts)) or (
            path.suffix in {".html", ".txt"} and "templates" in parts
        ):
            yield path


def _in_python(path: Path) -> Iterator[tuple[int, Sentence]]:
    tree = ast.parse(path.read_text())
    called = _names_of_gettext(tree)
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and (function := _function(node, called)):
            texts = [_literal(argument) for argument in node.args]
            if sentence := _sentence(function, texts):
                yield node.lineno, sentence


def _in_template(path: Path) -> Iterator[tuple[int, Sentence]]:
    code = template.templatize(path.read_text(), origin=str(path))
    for call in _CALL.finditer(code):
        texts = [ast.literal_eval(text) for text in re.findall(_STRING, call["arguments"], re.DOTALL)]
        if sentence := _sentence("gettext" if call["name"] == "_" else call["name"], texts):
            yield code.count("\n", 0, call.start()) + 1, sentence


def _sentence(function: str, texts: list[str | None]) -> Sentence | None:
    """The sentence in a call's arguments; None where it is not written there but comes from elsewhere (and is marked there)."""
    context, text, plural = (None if place is None else texts[place] for place in FUNCTIONS[function])
    if not text:
        return None
    return Sentence(text, plural or "", context or "")


def _literal(argument: ast.expr) -> str | None:
    """An argument that is a string written out; None for any other."""
    return argument.value if isinstance(argument, ast.Constant) and isinstance(argument.value, str) else None


def _names_of_gettext(tree: ast.AST) -> dict[str, str]:
    """Name used in a module → gettext's function, by its imports."""
    return {
        alias.asname or alias.name: alias.name
        for node in ast.walk(tree)
        if isinstance(node, ast.ImportFrom) and node.module == "django.utils.translation"
        for alias in node.names
        if alias.name in FUNCTIONS
    }


def _function(call: ast.Call, called: dict[str, str]) -> str | None:
    """Which of gettext's functions a call calls, by an imported name or as `translation.gettext`."""
    match call.func:
        case ast.Name(id=name):
            return called.get(name)
        case ast.Attribute(value=ast.Name(id="translation"), attr=name) if name in FUNCTIONS:
            return name
    return None


def _loose_in_python(path: Path) -> Iterator[str]:
    tree = ast.parse(path.read_text())
    called = _names_of_gettext(tree)
    silent = {id(text) for text in _docstrings(tree)}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _function(node, called):
            silent.update(id(part) for argument in node.args for part in ast.walk(argument))
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and isinstance(node.value, str) and id(node) not in silent:
            yield node.value


def _docstrings(tree: ast.AST) -> Iterator[ast.Constant]:
    for node in ast.walk(tree):
        match node:
            case ast.Expr(value=ast.Constant(value=str()) as text):  # also the sentence below an attribute
                yield text


def _loose_in_template(path: Path) -> Iterator[str]:
    """What a template shows of its own, outside comments and the tags that translate."""
    until = ""
    for token in Lexer(path.read_text()).tokenize():
        tag = token.contents.split(maxsplit=1)[0] if token.token_type == TokenType.BLOCK and token.contents else ""
        if until:
            until = "" if tag == until else until
        elif tag in {"blocktranslate", "blocktrans", "comment"}:
            until = f"end{tag}"
        elif tag not in {"translate", "trans"} and token.token_type != TokenType.COMMENT:
            yield _MARKED.sub("", token.contents)
