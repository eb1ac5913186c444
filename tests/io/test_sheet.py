"""The A4 sheet, read back from its PDF."""

import re
from dataclasses import replace

import numpy as np
import pypdfium2
import pytest
from PIL import Image

from posture.i18n import LANGUAGES, translate
from posture.io.clinic import read_clinic
from posture.io.errors import InputError
from posture.io.paper import Paper
from posture.io.sheet import sheet_pdf
from posture.sheet import Clinic, Line, Row, Sheet, Table, in_words, suggestions

CLINIC = Clinic("みほん整骨院", "03-0000-0000", None, "https://example.org/exercises")
PICTURE = np.full((1400, 1050, 3), 180, np.uint8)


def sheet(language: str = "ja", rows: int = 6) -> Sheet:
    row = Row("肩の高さの左右差", "4.3° ± 1.6°", "-3°〜3°", "○ もう少しです")
    return Sheet(
        language=language,
        title="姿勢チェックの記録",
        person="見本 花子",
        day=in_words("2026-04-01", language),
        lines=(Line("○", "肩の高さの左右差", "4.3° ± 1.6°", "左の肩が少し高く写っています。"),) * 3,
        notes=("カメラは水平として測りました。",),
        not_judged=("体の横ずれ:カメラの測定誤差の範囲なので、良し悪しは判定しません。",),
        limits="骨盤のねじれ、脚の長さの差",
        tables=(Table("正面", (row,) * rows), Table("左側面", (row,) * 5)),
        suggestions=suggestions(("chair_squat", "heel_raise", "calf_stretch"), language),
        notice=translate("notice.not_medical_device", language),
    )


def text_of(pdf: bytes) -> str:
    document = pypdfium2.PdfDocument(pdf)
    assert len(document) == 1
    return document[0].get_textpage().get_text_range().replace("\r\n", "")


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("pictures", [0, 1, 2, 4])
def test_it_is_one_a4_page_with_selectable_text(language, pictures):
    pdf = sheet_pdf(sheet(language, rows=4), [PICTURE] * pictures, CLINIC)
    text = text_of(pdf)
    for wanted in ("姿勢チェックの記録", "みほん整骨院", "見本 花子", "4.3° ± 1.6°"):
        assert wanted in text
    notice = translate("notice.not_medical_device", language)
    assert re.sub(r"\s", "", notice) in re.sub(r"\s", "", text)
    assert translate("guide.heel_raise.title", language) in text
    width_pt, height_pt = pypdfium2.PdfDocument(pdf)[0].get_size()
    assert (round(width_pt), round(height_pt)) == (595, 842)


def test_a_long_guide_ends_before_the_verdict():
    row = Row("Hips back", "50%", "25% of the thigh's length or more", "◎ Within the guide")
    pdf = sheet_pdf(replace(sheet("en"), tables=(Table("Squat", (row,)),)), [], CLINIC)
    page = pypdfium2.PdfDocument(pdf)[0].get_textpage()
    guide = page.search("or more").get_next()
    verdict = page.search("Within the guide", index=sum(guide)).get_next()
    ends_pt = page.get_charbox(sum(guide) - 1)[2]
    assert ends_pt < page.get_charbox(verdict[0])[0] - 10


def test_every_font_is_inside():
    pdf = sheet_pdf(sheet(), [], CLINIC)
    fonts = re.findall(rb"/BaseFont /(\S+)", pdf)
    assert fonts
    assert all(re.match(rb"[A-Z]+\+NotoSans", font) for font in fonts)
    assert pdf.count(b"/FontFile3") == 2


def test_in_grey_everything_still_stands_out():
    page = pypdfium2.PdfDocument(sheet_pdf(sheet(), [], CLINIC))[0].render(scale=2).to_pil()
    grey = np.asarray(page.convert("L"))
    # dark strokes in each third of the page: title, values, notice
    for third in np.array_split(grey, 3):
        assert (third < 110).mean() > 0.003


def test_the_qr_code_holds_the_link():
    with_code, without = (
        pypdfium2.PdfDocument(sheet_pdf(sheet(), [], clinic))[0].render(scale=4).to_pil()
        for clinic in (CLINIC, replace(CLINIC, link=""))
    )
    cv2 = pytest.importorskip("cv2")
    text, _, _ = cv2.QRCodeDetector().detectAndDecode(np.asarray(with_code))
    assert text == "https://example.org/exercises"
    assert not cv2.QRCodeDetector().detectAndDecode(np.asarray(without))[0]


def test_what_does_not_fit_on_one_page_is_said():
    with pytest.raises(InputError) as raised:
        sheet_pdf(sheet(rows=60), [PICTURE], CLINIC)
    assert raised.value.key == "too_much_for_one_page"


def test_no_line_begins_with_a_full_stop_or_ends_with_an_opening_bracket():
    paper = Paper("", "ja")
    paper.set_font("noto", "", 9)
    text = (
        "右の肩が少し高く写っています。(左右差は誰にでもあります。)ゆっくり、しっかり「立つ」こと。"
    )
    for width_mm in np.arange(8.0, 60.0, 0.7):
        lines = list(paper.wrapped(text, float(width_mm)))
        assert "".join(lines) == text
        assert not any(line[0] in "。、)」ゅっょ" for line in lines)
        assert not any(line[-1] in "(「" for line in lines[:-1])


def test_english_breaks_between_words():
    paper = Paper("", "en")
    paper.set_font("noto", "", 9)
    lines = list(paper.wrapped("The left shoulder looks a little higher.", 25.0))
    assert len(lines) > 1
    assert " ".join(lines) == "The left shoulder looks a little higher."


class TestClinic:
    def test_settings_come_from_a_file_with_the_logo_beside_it(self, tmp_path):
        Image.new("RGB", (60, 20), "navy").save(tmp_path / "logo.png")
        file = tmp_path / "clinic.toml"
        file.write_text('name = "みほん"\nlogo = "logo.png"\n', encoding="utf-8")
        clinic = read_clinic(file)
        assert (clinic.name, clinic.logo) == ("みほん", tmp_path / "logo.png")
        assert sheet_pdf(sheet(), [], clinic)

    @pytest.mark.parametrize("text", ["name = ", 'colour = "red"', "name = 3", "\x00"])
    def test_anything_else_is_one_sentence(self, tmp_path, text):
        file = tmp_path / "clinic.toml"
        file.write_text(text, encoding="utf-8")
        with pytest.raises(InputError) as raised:
            read_clinic(file)
        assert raised.value.key == "not_clinic_settings"

    def test_a_logo_that_is_no_picture_is_one_sentence(self, tmp_path):
        fake = tmp_path / "logo.png"
        fake.write_text("not a picture")
        with pytest.raises(InputError) as raised:
            sheet_pdf(sheet(), [], Clinic(logo=fake))
        assert raised.value.key == "not_a_photo"
