"""A4 paper to write on in Japanese and English: fonts, wrapping and the blocks of a sheet."""

import re
from collections.abc import Iterator
from io import BytesIO

import numpy as np
import segno
from fpdf import FPDF
from noto_cjk_sans_jp_bold import FONT_PATH as BOLD_PATH
from noto_cjk_sans_jp_regular import FONT_PATH as REGULAR_PATH
from PIL import Image

WIDTH_MM, HEIGHT_MM, MARGIN_MM = 210.0, 297.0, 14.0
LEADING = 1.5  # line spacing, in font sizes
MM_PER_PT = 25.4 / 72.0

Rgb = tuple[int, int, int]
INK, SOFT, TEAL = (24, 38, 44), (84, 96, 100), (11, 110, 105)
RULE, PALE = (196, 204, 202), (240, 245, 243)

_NEVER_FIRST = set("、。,.・:;!?)]}」』】〉》〕ー〜…々ぁぃぅぇぉっゃゅょゎァィゥェォッャュョヮ°%")
_NEVER_LAST = set("([{「『【〈《〔")
_PICTURE_DPI = 200


class Paper(FPDF):
    """One A4 page; positions and widths in millimetres, text sizes in points."""

    def __init__(self, title: str, language: str) -> None:
        super().__init__(format="A4", unit="mm")
        self.set_auto_page_break(False)
        self.set_margin(0)
        self.c_margin = 0
        self.add_font("noto", "", str(REGULAR_PATH))
        self.add_font("noto", "B", str(BOLD_PATH))
        self.set_title(title)
        self.set_lang("ja-JP" if language == "ja" else "en-GB")
        self.add_page()

    def write_line(
        self,
        text: str,
        x_mm: float,
        y_mm: float,
        size_pt: float,
        *,
        bold: bool = False,
        rgb: Rgb = INK,
        right_mm: float | None = None,
    ) -> None:
        """Write one line with its top at `y_mm`; flush right at `right_mm` if that is given."""
        self._style(size_pt, bold, rgb)
        if right_mm is not None:
            x_mm = right_mm - self.get_string_width(text)
        self.text(x_mm, y_mm + 0.92 * size_pt * MM_PER_PT, text)

    def write_block(
        self,
        text: str,
        x_mm: float,
        y_mm: float,
        width_mm: float,
        size_pt: float,
        *,
        bold: bool = False,
        rgb: Rgb = INK,
        leading: float = LEADING,
    ) -> float:
        """Write wrapped text from `y_mm` downwards and return where it ends."""
        self._style(size_pt, bold, rgb)
        for line in self.wrapped(text, width_mm):
            self.text(x_mm, y_mm + 0.92 * size_pt * MM_PER_PT, line)
            y_mm += leading * size_pt * MM_PER_PT
        return y_mm

    def fitting_pt(self, text: str, width_mm: float, size_pt: float, bold: bool = False) -> float:
        """Return the size, `size_pt` at most, at which a line is no wider than that."""
        self._style(size_pt, bold, INK)
        return min(size_pt, size_pt * width_mm / max(self.get_string_width(text), 0.1))

    def wrapped(self, text: str, width_mm: float) -> Iterator[str]:
        """Yield the lines of a text in the current font, broken as Japanese and English are."""
        for paragraph in text.split("\n"):
            line = ""
            for piece in _pieces(paragraph):
                if line and self.get_string_width((line + piece).rstrip()) > width_mm:
                    yield line.rstrip()
                    line = piece.lstrip()
                else:
                    line += piece
            yield line.rstrip()

    def heading(self, text: str, x_mm: float, y_mm: float, width_mm: float) -> float:
        """Write a heading with a rule under it and return where it ends."""
        self.write_line(text, x_mm, y_mm, 10.5, bold=True, rgb=TEAL)
        self.rule(x_mm, y_mm + 5.6, width_mm)
        return y_mm + 7.4

    def rule(self, x_mm: float, y_mm: float, width_mm: float, rgb: Rgb = RULE) -> None:
        """Draw a thin level line."""
        self.set_draw_color(*rgb)
        self.set_line_width(0.25)
        self.line(x_mm, y_mm, x_mm + width_mm, y_mm)

    def panel(self, x_mm: float, y_mm: float, width_mm: float, height_mm: float) -> None:
        """Fill a pale rectangle with round corners."""
        self.set_fill_color(*PALE)
        box = (x_mm, y_mm, width_mm, height_mm)
        self.rect(*box, style="F", round_corners=True, corner_radius=2)

    def picture(self, image_rgb: np.ndarray, x_mm: float, y_mm: float, width_mm: float) -> float:
        """Place a picture with a thin frame and return where it ends."""
        image = Image.fromarray(image_rgb)
        most_px = round(width_mm / 25.4 * _PICTURE_DPI)
        if image.width > most_px:
            height_px = round(image.height * most_px / image.width)
            image = image.resize((most_px, height_px), Image.Resampling.LANCZOS)
        file = BytesIO()
        image.save(file, "JPEG", quality=90)
        height_mm = width_mm * image.height / image.width
        self.image(file, x_mm, y_mm, width_mm, height_mm)
        self.set_draw_color(*RULE)
        self.rect(x_mm, y_mm, width_mm, height_mm)
        return y_mm + height_mm

    def qr_code(self, text: str, x_mm: float, y_mm: float, width_mm: float) -> None:
        """Draw a QR code as squares, so that it prints sharp at any size."""
        rows = [list(row) for row in segno.make(text, micro=False, error="m").matrix]
        cell_mm = width_mm / len(rows)
        self.set_fill_color(*INK)
        for i, row in enumerate(rows):
            for j, is_dark in enumerate(row):
                if is_dark:  # a little larger than its place, or hairlines show between them
                    side = cell_mm + 0.02
                    self.rect(x_mm + j * cell_mm, y_mm + i * cell_mm, side, side, style="F")
        self.link(x_mm, y_mm, width_mm, width_mm, text)

    def _style(self, size_pt: float, bold: bool, rgb: Rgb) -> None:
        self.set_font("noto", "B" if bold else "", size_pt)
        self.set_text_color(*rgb)


def _pieces(text: str) -> list[str]:
    """Return what must stay together: Latin words, and characters that may not be parted."""
    found: list[str] = []
    for piece in re.findall(r"[^\s\u3000-\u9fff\uff00-\uffef]+\s*|\s+|.", text):
        is_bound = found and (piece[0] in _NEVER_FIRST or found[-1][-1] in _NEVER_LAST)
        if is_bound:
            found[-1] += piece
        else:
            found.append(piece)
    return found
