"""The A4 sheet as a PDF: one page, selectable text, fonts inside, legible in grey."""

from collections.abc import Sequence
from importlib.resources import files
from pathlib import Path

import numpy as np
from PIL import Image

from posture.i18n import translate
from posture.io.atomic import replacing
from posture.io.errors import InputError
from posture.io.paper import HEIGHT_MM, INK, MARGIN_MM, SOFT, TEAL, WIDTH_MM, Paper
from posture.sheet import Clinic, Line, Sheet, Suggestion, Table

_INNER_MM = WIDTH_MM - 2 * MARGIN_MM
_RIGHT_MM = WIDTH_MM - MARGIN_MM
_GAP_MM = 5.0
_FOOT_MM = 25.0
_ROW_MM, _LOW_ROW_MM = 4.6, 3.75  # the lower one where there are more than two tables
_CARD_MM = 24.0
_LEAST_MEMO_MM, _MEMO_LINE_MM = 22.0, 8.0
_MAX_PICTURES = 4
# How wide pictures stand beside one another, by their number; from three on what was found stands
# under them, in columns.
_PICTURE_MM = {1: 64.0, 2: 53.0, 3: 42.0, 4: 33.0}

_PICTURES = files("posture") / "data" / "pictures"


def sheet_pdf(sheet: Sheet, pictures: Sequence[np.ndarray], clinic: Clinic) -> bytes:
    """Return the sheet as a PDF.

    Parameters
    ----------
    sheet : Sheet
    pictures : sequence of ndarray, shape (H, W, 3), uint8
        Upright RGB pictures; the first four are printed.
    clinic : Clinic

    Raises
    ------
    InputError
        It does not fit on one page.
    """
    paper = Paper(sheet.title, sheet.language)
    paper.set_author(clinic.name)
    y = _head(paper, sheet, clinic)
    y = _findings(paper, sheet, list(pictures)[:_MAX_PICTURES], y)
    y = _tables(paper, sheet, y + 3.0)
    y = _small_print(paper, sheet, y + 2.5)
    y = _suggestions(paper, sheet, y + 3.0)
    if y > HEIGHT_MM - _FOOT_MM - 2.0:
        raise InputError("too_much_for_one_page")
    _memo(paper, sheet, y + 4.0)
    _foot(paper, sheet, clinic)
    return bytes(paper.output())


def write_sheet(path: Path, sheet: Sheet, pictures: Sequence[np.ndarray], clinic: Clinic) -> None:
    """Write the PDF, whole or not at all; errors as of `sheet_pdf` and of writing a file."""
    content = sheet_pdf(sheet, pictures, clinic)
    with replacing(path) as part:
        part.write_bytes(content)


def _head(paper: Paper, sheet: Sheet, clinic: Clinic) -> float:
    t = sheet.language
    y = 11.0
    paper.write_line(sheet.title, MARGIN_MM, y, 19, bold=True)
    right = _RIGHT_MM
    if clinic.logo is not None:
        right = _logo(paper, clinic.logo, y)
    if clinic.name:
        paper.write_line(clinic.name, 0, y + 0.5, 11, bold=True, rgb=TEAL, right_mm=right)
    if clinic.contact:
        paper.write_line(clinic.contact, 0, y + 6.2, 7.5, rgb=SOFT, right_mm=right)
    paper.rule(MARGIN_MM, y + 11.0, _INNER_MM, TEAL)
    y += 13.0
    x = MARGIN_MM
    for key, text, width in (
        ("person", sheet.person, 78.0),
        ("day", sheet.day, 55.0),
        ("next_day", sheet.next_day, 49.0),
    ):
        label = translate(f"sheet.{key}", t)
        paper.write_line(label, x, y + 0.7, 7.5, rgb=SOFT)
        inset = 4.0 + paper.get_string_width(label)
        size = paper.fitting_pt(text, width - inset - 3.0, 10.5)
        paper.write_line(text, x + inset, y, size)
        paper.rule(x + inset - 1.0, y + 5.2, width - inset - 2.0)
        x += width
    return y + 8.5


def _logo(paper: Paper, logo: Path, y: float) -> float:
    """Draw the logo in the corner and return where text beside it must end."""
    try:
        with Image.open(logo) as picture:
            width_px, height_px = picture.size
            height = min(10.0, 30.0 * height_px / width_px)
            width = height * width_px / height_px
            paper.image(picture.convert("RGBA"), _RIGHT_MM - width, y - 0.5, width, height)
    except (OSError, ValueError, SyntaxError) as error:
        raise InputError("not_a_photo", path=logo) from error
    return _RIGHT_MM - width - 3.0


def _findings(paper: Paper, sheet: Sheet, pictures: list[np.ndarray], y: float) -> float:
    """Write what was found, beside the pictures or, if there are many, under them."""
    below, x, width = y, MARGIN_MM, _INNER_MM
    if pictures:
        each = _PICTURE_MM[len(pictures)]
        gap = (
            2.5 if len(pictures) <= 2 else (_INNER_MM - len(pictures) * each) / (len(pictures) - 1)
        )
        for i, picture in enumerate(pictures):
            left = MARGIN_MM + i * (each + gap)
            below = max(below, paper.picture(picture, left, y, each))
        if len(pictures) <= 2:
            x = MARGIN_MM + len(pictures) * (each + gap) + gap
            width = _RIGHT_MM - x
        else:
            y = below + 3.0
    y = paper.heading(translate("sheet.findings", sheet.language), x, y, width)
    if sheet.summary:
        y = paper.write_block(sheet.summary, x, y, width, 15, bold=True) + 1.0
    if not sheet.lines:
        y = paper.write_block(translate("sheet.nothing_judged", sheet.language), x, y, width, 9.5)
    columns = len(sheet.lines) if len(pictures) > 2 else 1
    each = (width - (columns - 1) * _GAP_MM) / max(columns, 1)
    for first in range(0, len(sheet.lines), max(columns, 1)):
        row = sheet.lines[first : first + columns]
        y = max(
            _finding(paper, line, x + i * (each + _GAP_MM), y, each) for i, line in enumerate(row)
        )
    y = paper.write_block(
        translate("sheet.marks", sheet.language), x, y, width, 6.8, rgb=SOFT, leading=1.45
    )
    for note in sheet.notes:
        y = paper.write_block(note, x, y + 0.8, width, 7.5, rgb=SOFT, leading=1.45)
    return max(y, below)


def _finding(paper: Paper, line: Line, x: float, y: float, width: float) -> float:
    paper.write_line(line.mark, x, y - 0.4, 15, bold=True, rgb=TEAL)
    y = paper.write_block(line.name, x + 8.0, y, width - 8.0, 10.5, bold=True, leading=1.35)
    y = paper.write_block(line.value, x + 8.0, y, width - 8.0, 9, rgb=TEAL, bold=True, leading=1.4)
    return paper.write_block(line.sentence, x + 8.0, y, width - 8.0, 9, leading=1.45) + 2.2


def _tables(paper: Paper, sheet: Sheet, y: float) -> float:
    """Write the values, two views beside each other."""
    if not sheet.tables:
        return y
    y = paper.heading(translate("sheet.table", sheet.language), MARGIN_MM, y, _INNER_MM)
    is_alone = len(sheet.tables) == 1
    row_mm = _ROW_MM if len(sheet.tables) <= 2 else _LOW_ROW_MM
    width = _INNER_MM if is_alone else (_INNER_MM - _GAP_MM) / 2
    for first in range(0, len(sheet.tables), 2):
        ends = [
            _table(paper, table, MARGIN_MM + i * (width + _GAP_MM), y, width, row_mm)
            for i, table in enumerate(sheet.tables[first : first + 2])
        ]
        y = max(ends) + 1.5
    return y - 1.5


def _table(paper: Paper, table: Table, x: float, y: float, width: float, row_mm: float) -> float:
    columns = (0.0, 0.40, 0.0, 1.0) if width < 100 else (0.0, 0.38, 0.66, 1.0)
    paper.write_line(table.title, x, y, 8, bold=True)
    y += row_mm
    for row in table.rows:
        cell = columns[1] * width - 1.5
        paper.write_line(row.name, x, y, paper.fitting_pt(row.name, cell, 7.5))
        rest = (columns[2] - columns[1]) * width if columns[2] else 0.345 * width
        size = paper.fitting_pt(row.value, rest, 7.5, bold=True)
        paper.write_line(row.value, x + columns[1] * width, y, size, bold=True)
        size = paper.fitting_pt(row.label, 0.235 * width, 7.5)
        paper.write_line(row.label, 0, y, size, right_mm=x + width)
        if columns[2]:
            left = x + columns[2] * width
            room = x + width - paper.get_string_width(row.label) - 2.0 - left
            size = paper.fitting_pt(row.guide, room, 7.5)
            paper.write_line(row.guide, left, y, size, rgb=SOFT)
        y += row_mm
        paper.rule(x, y - 0.5, width)
    return y


def _small_print(paper: Paper, sheet: Sheet, y: float) -> float:
    for heading, text in (
        ("sheet.not_judged", "\n".join(sheet.not_judged)),
        ("sheet.biases", sheet.biases),
        ("posture.limits", sheet.limits),
    ):
        if text:
            title = translate(heading, sheet.language)
            below = paper.write_block(title, MARGIN_MM, y, 36.0, 7.5, bold=True, leading=1.4)
            left, width = MARGIN_MM + 38.0, _INNER_MM - 38.0
            y = paper.write_block(text, left, y, width, 7.2, rgb=SOFT, leading=1.42)
            y = max(below, y) + 1.0
    return y


def _suggestions(paper: Paper, sheet: Sheet, y: float) -> float:
    if not sheet.suggestions:
        return y
    y = paper.heading(translate("sheet.suggestions", sheet.language), MARGIN_MM, y, _INNER_MM)
    width = (_INNER_MM - 2 * 3.0) / 3
    for i, suggestion in enumerate(sheet.suggestions):
        _card(paper, suggestion, MARGIN_MM + i * (width + 3.0), y, width)
    hint = translate("sheet.suggestions_hint", sheet.language)
    return paper.write_block(hint, MARGIN_MM, y + _CARD_MM + 1.5, _INNER_MM, 7.5, rgb=SOFT)


def _card(paper: Paper, suggestion: Suggestion, x: float, y: float, width: float) -> None:
    paper.panel(x, y, width, _CARD_MM)
    drawing = _PICTURES / f"{suggestion.key}_end.webp"
    text_x = x + 3.0
    if drawing.is_file():
        with drawing.open("rb") as file, Image.open(file) as picture:
            size = (22.0, 22.0 * picture.height / picture.width)
            fit = min(1.0, 22.0 / size[1])
            box = (x + 2.0, y + 2.0, size[0] * fit, size[1] * fit)
            paper.image(picture.convert("RGB"), *box)
        text_x = x + 26.0
    inner = x + width - 2.5 - text_x
    below = paper.write_block(suggestion.name, text_x, y + 2.5, inner, 9.5, bold=True, leading=1.3)
    paper.write_block(suggestion.dose, text_x, below + 0.6, inner, 7.8, leading=1.42)


def _memo(paper: Paper, sheet: Sheet, y: float) -> None:
    """Rule the rest of the page for handwriting, if there is enough of it."""
    bottom = HEIGHT_MM - _FOOT_MM - 3.0
    if bottom - y < _LEAST_MEMO_MM:
        return
    y = paper.heading(translate("sheet.memo", sheet.language), MARGIN_MM, y, _INNER_MM)
    paper.set_dash_pattern(0.3, 1.2)
    while (y := y + _MEMO_LINE_MM) <= bottom:
        paper.rule(MARGIN_MM, y, _INNER_MM)
    paper.set_dash_pattern()


def _foot(paper: Paper, sheet: Sheet, clinic: Clinic) -> None:
    top = HEIGHT_MM - _FOOT_MM
    paper.rule(MARGIN_MM, top, _INNER_MM)
    width = _INNER_MM
    if clinic.link:
        side = 17.0
        paper.qr_code(clinic.link, _RIGHT_MM - side, top + 2.0, side)
        label = translate("sheet.link", sheet.language)
        size = paper.fitting_pt(label, side + 6.0, 6.5)
        paper.write_line(label, 0, top + 19.4, size, rgb=SOFT, right_mm=_RIGHT_MM)
        width -= side + 5.0
    paper.write_block(sheet.notice, MARGIN_MM, top + 2.0, width, 6.8, rgb=INK, leading=1.5)
