"""The core knows numbers only: no pictures, no pages, no files of the user's."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

import posture

PACKAGE = Path(posture.__file__).parent
EDGE = {"io", "ui", "cli", "console", "screening_cli"}  # where pictures, files and people come in
CORE = sorted(
    path
    for path in PACKAGE.rglob("*.py")
    if path.relative_to(PACKAGE).parts[0].removesuffix(".py") not in EDGE | {"figure"}
)
FIGURE = sorted((PACKAGE / "figure").rglob("*.py"))
# The figure's own edge: drawing, compiling, writing. The rest is geometry.
FIGURE_EDGE = {
    "cli",
    "puppet",
    "ray_march",
    "shadow",
    "mp4",
    "clip",
    "recording",
    "pictures",
    "samples",
    "truth",
}


def imports(path: Path) -> Iterator[str]:
    """Give the full name of every module that a file imports, wherever in it."""
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, f"{path.name} imports relatively"
            yield from (f"{node.module}.{alias.name}" for alias in node.names)


def name(path: Path) -> str:
    return path.relative_to(PACKAGE).with_suffix("").as_posix().replace("/", ".")


def foreign(path: Path) -> set[str]:
    """Return the packages a file imports besides ours and Python's own."""
    roots = {module.split(".")[0] for module in imports(path)}
    return roots - set(sys.stdlib_module_names) - {"posture"}


@pytest.mark.parametrize("path", CORE, ids=name)
def test_the_core_imports_numbers_and_nothing_of_the_edge(path):
    assert foreign(path) <= {"numpy", "scipy", "pandas"}
    for module in imports(path):
        parts = module.split(".")
        assert parts[0] != "posture" or parts[1] not in EDGE | {"figure"}, module


@pytest.mark.parametrize("path", FIGURE, ids=name)
def test_the_figure_knows_the_core_and_only_its_own_edge_knows_the_edge(path):
    if path.stem in FIGURE_EDGE:
        return
    for module in imports(path):
        parts = module.split(".")
        assert parts[0] != "posture" or parts[1] not in EDGE, module
    assert foreign(path) <= {"numpy", "scipy"}


def test_running_the_core_loads_nothing_of_the_edge():
    names = [".".join(("posture", *name(path).split("."))) for path in CORE]
    modules = ", ".join(n.removesuffix(".__init__") for n in names)
    script = f"import sys, {modules}; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", script], capture_output=True, text=True, check=True
    ).stdout.split()
    strangers = {"cv2", "mediapipe", "av", "streamlit", "plotly", "typer", "PIL", "posture.io"}
    assert not strangers & set(loaded)


@pytest.mark.parametrize("path", CORE, ids=name)
def test_the_core_neither_prints_nor_swallows_errors(path):
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, "bare except"
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name):
            assert node.func.id != "print"


@pytest.mark.parametrize("path", CORE, ids=name)
def test_every_module_of_the_core_says_what_it_is(path):
    assert ast.get_docstring(ast.parse(path.read_text(encoding="utf-8")))


def test_modules_are_short():
    lengths = {name(p): len(p.read_text(encoding="utf-8").splitlines()) for p in CORE}
    assert {module: n for module, n in lengths.items() if n > 300} == {}
