"""What every command shares: its language, one sentence for what is wrong, a progress bar."""

import os
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from typing import Annotated, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, Progress, TaskProgressColumn, TextColumn, TimeRemainingColumn

from posture.i18n import LANGUAGES, translate
from posture.io.errors import InputError

BAD_INPUT = 2
INTERRUPTED = 130

out = Console(highlight=False)
err = Console(stderr=True, highlight=False, soft_wrap=True)


def _system_language() -> str:
    locale = os.environ.get("LC_ALL") or os.environ.get("LC_MESSAGES") or os.environ.get("LANG", "")
    return "ja" if locale.startswith("ja") else "en"


Language = Annotated[
    str, typer.Option(default_factory=_system_language, metavar="|".join(LANGUAGES), help="")
]

Row = TypeVar("Row")


def choose(rows: Mapping[str, Row], option: str, chosen: str) -> Row:
    """Return the chosen row, or raise InputError that names the choices."""
    if chosen not in rows:
        raise InputError("no_such_choice", option=option, chosen=chosen, choices=", ".join(rows))
    return rows[chosen]


@contextmanager
def one_sentence(language: str) -> Iterator[None]:
    """Turn what the user can mend into one line on stderr and exit code 2."""
    try:
        if language not in LANGUAGES:
            language, wrong = _system_language(), language
            choose(LANGUAGES, "--language", wrong)
        yield
    except InputError as error:
        err.print(error.sentence(language), markup=False)
        raise typer.Exit(BAD_INPUT) from error
    except KeyboardInterrupt as error:
        err.print(translate("cli.interrupted", language))
        raise typer.Exit(INTERRUPTED) from error


@contextmanager
def progress_bar(task: str) -> Iterator[Callable[..., None]]:
    """Show a bar on stderr that `update(fraction, frames, task)` moves; plain files get no bar."""
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[frames]}"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=err, transient=True, disable=not err.is_terminal) as bar:
        line = bar.add_task(task, total=None, frames="")

        def update(fraction: float | None, frames: int = 0, task: str | None = None) -> None:
            total = None if fraction is None else 1.0
            done = fraction or 0.0
            bar.update(
                line, completed=done, total=total, description=task, frames=str(frames or "")
            )

        yield update
