from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st

from negotrack.errors import NegotrackError, ProblemsFound, UsageError
from negotrack.ingest.decoding import decode

RUSSIAN = "номер,название\n1,Статья о перемирии и обмене пленными\n2,Стороны прекращают огонь с первого апреля\n"
JAPANESE = (
    "番号,題名\n1,休戦と捕虜の交換に関する提案\n2,双方は四月一日から停戦する。\n"
    "3,捕虜の交換は赤十字の監視の下で行われる。\n"
)
CHINESE = "编号,标题\n1,关于停火和交换战俘的提案\n2,双方同意自四月一日起停火。\n"
KOREAN = "번호,제목\n1,휴전 및 포로 교환에 관한 제안\n2,양측은 4월 1일부터 휴전한다.\n"
CZECH = "číslo,název\n1,Příliš žluťoučký kůň, návrh na příměří a výměnu zajatců\n"
FRENCH = "numéro,titre\n1,Déclaration sur la cessation des hostilités – “première” étape à Genève\n"


@pytest.mark.parametrize(
    ("mark", "encoding"),
    [
        (codecs.BOM_UTF8, "utf-8"),
        (codecs.BOM_UTF16_LE, "utf-16-le"),
        (codecs.BOM_UTF16_BE, "utf-16-be"),
        (codecs.BOM_UTF32_LE, "utf-32-le"),
        (codecs.BOM_UTF32_BE, "utf-32-be"),
    ],
)
def test_a_mark_at_the_beginning_tells_the_encoding_and_is_no_part_of_the_text(mark: bytes, encoding: str) -> None:
    decoded = decode(mark + JAPANESE.encode(encoding))
    assert decoded.text == JAPANESE
    assert decoded.encoding == encoding


@pytest.mark.parametrize("encoding", ["utf-16-le", "utf-16-be"])
def test_utf_16_without_a_mark_is_told_by_its_zeros(encoding: str) -> None:
    assert decode("id,title\n1,Café\n".encode(encoding)) == ("id,title\n1,Café\n", encoding, "")


@pytest.mark.parametrize(
    ("text", "encoding"),
    [
        (RUSSIAN, "cp1251"),
        (RUSSIAN, "koi8_r"),
        (JAPANESE, "cp932"),
        (JAPANESE, "euc_jp"),
        (CHINESE, "gb18030"),
        (KOREAN, "euc_kr"),
        (CZECH, "cp1250"),
    ],
)
def test_an_encoding_that_can_be_told_apart_is_told(text: str, encoding: str) -> None:
    decoded = decode(text.encode(encoding))
    assert decoded.text == text


def test_the_usual_encoding_is_taken_where_others_fit_as_well_and_the_doubt_is_said() -> None:
    decoded = decode(FRENCH.encode("cp1252"))
    assert decoded.text == FRENCH
    assert decoded.encoding == "cp1252"
    assert "--encoding" in decoded.doubt
    assert "'numéro,titre'" in decoded.doubt


def test_one_foreign_letter_at_the_end_of_a_long_table_is_enough() -> None:
    text = "1,plain words of a motion that was put\n" * 20_000 + "2,Président\n"
    assert decode(text.encode("cp1252")).text == text


def test_an_encoding_that_cannot_be_told_has_to_be_named() -> None:
    hebrew = "1,הצעה\n".encode("cp1255")
    with pytest.raises(UsageError, match="--encoding"):
        decode(hebrew)
    assert decode(hebrew, "cp1255").text == "1,הצעה\n"


def test_a_named_encoding_is_taken_as_it_is_named() -> None:
    with pytest.raises(UsageError, match="no such encoding"):
        decode(b"a,b", "utf-99")
    with pytest.raises(UsageError, match="no such encoding"):
        decode(b"a,b", "hex")
    with pytest.raises(ProblemsFound, match="byte 3 does not fit"):
        decode(b"a,\xff", "utf-8")


def test_one_broken_byte_does_not_turn_utf_8_into_something_else() -> None:
    with pytest.raises(ProblemsFound, match="in line 2 byte 27"):
        decode("Zürich,Genève,Köln\n".encode()[:-1] + b"\nBern\xff\n")


@pytest.mark.parametrize(
    ("beginning", "kind"),
    [
        (b"\x89PNG\r\n\x1a\n", "picture"),
        (b"\xff\xd8\xff\xe0", "picture"),
        (b"PK\x03\x04", "workbook"),
        (b"%PDF-1", "PDF"),
    ],
)
def test_what_is_no_text_is_called_by_its_name(beginning: bytes, kind: str) -> None:
    with pytest.raises(ProblemsFound, match=kind):
        decode(beginning + b"\0\1\2\xfe" * 20)


@given(st.binary())
def test_any_bytes_are_decoded_or_refused_in_one_line(content: bytes) -> None:
    refusal = ""
    try:
        decode(content)
    except NegotrackError as error:
        refusal = str(error)
    assert "\n" not in refusal


@given(st.text())
def test_utf_8_comes_back_as_it_was(text: str) -> None:
    marked = codecs.BOM_UTF8 + text.encode("utf-8", "surrogatepass") if text.isascii() else text.encode()
    assert decode(marked).text == text or "\0" in text
