"""Pictures of ideas: what a report says of one call, drawn; right numbers, any input, readable by everybody."""

from __future__ import annotations

import math
import re
from xml.etree import ElementTree

import numpy as np
import pytest
from classroom import key_that_ships
from hypothesis import given, settings
from hypothesis import strategies as st

from autograder.report.ideas.choosing import draw_example, draw_idea
from autograder.report.ideas.formulas import fitting
from autograder.report.ideas.reading import Call, read_answer, read_call
from autograder.report.ideas.wraparound import find_wrapped
from autograder.report.svg import RIGHT, WRONG, Picture, figure, lines_of

P, Q = "array([0.5, 0.3, 0.2])", "array([0.25, 0.25, 0.5])"
KL, KL_RIGHT = f"f({P}, {Q})", "0.218012085"
KL_TERMS = [0.5 * math.log(2), 0.3 * math.log(1.2), 0.2 * math.log(0.4)]
ENTROPY, ENTROPY_RIGHT = f"f({P})", "1.02965301406457"
SOFTMAX, SHARES = "f(array([2. , 1. , 0.1]))", "[0.6590011388859679, 0.24243297070471388, 0.09856589040931821]"


class Elements:
    """The elements of a picture, checked to be well-formed."""

    def __init__(self, picture: Picture | None) -> None:
        assert picture is not None
        self.root = ElementTree.fromstring(picture.inline())
        self.texts = [text.text for text in self.root.iter("text")]

    def boxes(self, colour: str) -> list[tuple[float, float]]:
        """Return where the boxes of a colour begin and end."""
        found = [box.attrib for box in self.root.iter("rect") if box.attrib.get("fill") == colour]
        return [(float(box["x"]), float(box["x"]) + float(box["width"])) for box in found]


def drawn(call: str, expected: str, got: str | None = None, **named) -> Elements:
    return Elements(draw_idea(call, expected, got, str, **named))


@pytest.fixture(scope="module")
def key():
    return key_that_ships()


# ---------------------------------------------------------------- what is drawn of which call


def test_a_divergence_is_a_way_of_signed_bars_that_ends_at_the_answer():
    picture = drawn(KL, KL_RIGHT)
    ups, downs, (total,) = picture.boxes(RIGHT), picture.boxes(WRONG), picture.boxes("currentColor")
    unit = (total[1] - total[0]) / sum(KL_TERMS)  # pixels a nat
    origin = total[0]
    ends = [origin + unit * sum(KL_TERMS[: i + 1]) for i in range(3)]
    assert ups == [pytest.approx((origin, ends[0]), abs=0.2), pytest.approx((ends[0], ends[1]), abs=0.2)]
    assert downs == [pytest.approx((ends[2], ends[1]), abs=0.2)]
    assert "−0.1833" in picture.texts
    assert any("C: likelier under q" in text for text in picture.texts)


def test_what_came_stands_below_what_the_terms_add_up_to():
    picture = drawn(ENTROPY, ENTROPY_RIGHT, "1.48547764")
    (total,), (own,) = picture.boxes("currentColor"), picture.boxes(WRONG)
    ratio = (own[1] - own[0]) / (total[1] - total[0])
    assert ratio == pytest.approx(1.48547764 / 1.02965301, abs=0.01)
    assert picture.texts.index("1.03") < picture.texts.index("1.485")


def test_a_zero_probability_has_a_term_of_zero():
    picture = drawn("f(array([0. , 0.4, 0.6]))", "0.673011667009256", "nan")
    assert {"0 · ∞", "nan"} <= set(picture.texts)
    assert "0 · ln 0 is nan" in " ".join(picture.texts)


def test_each_outcome_has_its_own_answer_where_nothing_is_added():
    picture = drawn("f(array([0.5, 0.25, 1. ]))", "[0.693147180559945, 1.38629436111989, 0]", "[1., 2., 0.]")
    (half, quarter, _), (own_half, _, _) = picture.boxes(RIGHT), picture.boxes(WRONG)
    assert quarter[1] - quarter[0] == pytest.approx(2 * (half[1] - half[0]), abs=0.2)
    assert own_half[1] - own_half[0] == pytest.approx((half[1] - half[0]) / math.log(2), abs=0.2)


def test_the_sample_that_came_out_wrong_is_drawn():
    right = "[0.693147180559945, 0.325082973391448]"
    call = "f(array([[0.5, 0.5], [0.9, 0.1]]))"
    assert "(row 2 of 2)" in draw_idea(call, right, "[0.693147180559945, 0.469]", str).title
    assert "(row 1 of 2)" in draw_idea(call, right, "[1., 0.469]", str).title


def test_an_outlier_is_named():
    call, right = "f(array([ 1.e+00, 2.e+00, -1.e+06]), array([2., 4., 0.]))", "333333333335"
    assert "Sample 3 alone makes 99.9 % of the sum." in drawn(call, right, "1.66").texts


def test_logits_are_drawn_straight_and_shifted_and_what_overflows_is_marked():
    picture = drawn("f(array([1000., 1001.]))", "[0.268941421369995, 0.731058578630005]", "[nan, nan]")
    bold = [text.text for text in picture.root.iter("text") if text.get("font-weight")]
    assert bold.count("∞") == 2
    assert bold.count("nan") == 4
    assert "exp(1000) is beyond 1.8·10³⁰⁸" in " ".join(picture.texts)
    assert [round((stop - start) / 80, 2) for start, stop in picture.boxes(RIGHT)] == [0.27, 0.73]


def test_a_share_that_is_rounded_to_zero_is_marked_before_its_logarithm():
    picture = drawn("f(array([0., -1000.]))", "[0., -1000.]", "[0., -inf]")
    assert "exp(−1000) is rounded to 0, and no logarithm brings it back." in picture.texts


def test_a_column_against_a_flat_array_is_a_table_of_which_the_diagonal_was_meant():
    call = "f(array([[1.], [2.], [3.], [4.]]), array([1.5 , 1.75, 4.25, 2. ]))"
    picture = drawn(call, "ValueError", "2.46875")
    cells = [box.get("stroke") for box in picture.root.iter("rect")]
    assert [i for i, rim in enumerate(cells[:16]) if rim] == [0, 5, 10, 15]
    assert "mean of 16 squares: 2.469" in picture.texts
    assert "1 − 1.5 =" in picture.texts
    turned = drawn("f(array([1., 2.]), array([[1.5], [4.]]))", "ValueError", "2.0", mistake="silent_broadcast")
    assert {"first, (2,)", "second, (2, 1)", "1 − 1.5 =", "2 − 4 ="} <= set(turned.texts)


def test_an_error_that_was_not_raised_of_other_shapes_has_no_picture():
    assert draw_idea("f(array([1., 2.]), array([1., 2., 3.]))", "ValueError", "2.0", str) is None
    assert draw_idea("f(array([[1.], [2.]]), array([1., 2.]))", "ValueError", "IndexError: no", str) is None


def test_an_answer_of_the_pairs_that_were_meant_is_no_broadcast():
    column = "f(array([[1.], [2.], [3.], [4.]]), array([1.5 , 1.75, 4.25, 2. ]))"
    assert draw_idea(column, "ValueError", "1.46875", str) is None


def test_an_answer_of_another_shape_is_drawn_beside_the_right_one():
    picture = drawn("f(array([[0.5, 0.5], [0.9, 0.1]]))", "[0.693147180559945, 0.325082973391448]", "1.0182301")
    assert {"asked for: (2,)", "yours: one number, ()", "1.02"} <= set(picture.texts)


WRAPS = {
    "unsigned_wraparound": ("array([1, 9], dtype=uint8), array([3, 4], dtype=uint8)", "uint8: 1 − 3 is 254, not −2"),
    "unsigned_shift": ("array([2, 7, 5], dtype=uint8)", "uint8: 2 − 7 is 251, not −5"),
    "integer_overflow": ("array([127], dtype=int8), array([-1], dtype=int8)", "int8: 127 − (−1) is −128, not 128"),
    "unsigned_negation": ("array([0, 5], dtype=uint16)", "uint16: 0 − 5 is 65531, not −5"),
}


@pytest.mark.parametrize(("mistake", "case"), WRAPS.items(), ids=WRAPS)
def test_integers_that_wrap_round_are_a_number_line(mistake, case):
    arguments, sentence = case
    assert sentence in drawn(f"f({arguments})", "1", "2", mistake=mistake).texts


@given(
    st.sampled_from(["uint8", "int8", "uint16", "int32", "uint64", "int64"]).flatmap(
        lambda name: st.tuples(
            st.just(name),
            *[st.integers(int(np.iinfo(name).min), int(np.iinfo(name).max))] * 2,
        )
    )
)
def test_a_number_line_shows_what_numpy_computes(case):
    name, start, less = case
    one, other = np.array([start], name), np.array([less], name)
    wrapped = find_wrapped(Call("f", (one, other)))
    assert (wrapped is None) == (np.iinfo(name).min <= start - less <= np.iinfo(name).max)
    if wrapped:
        with np.errstate(all="ignore"):
            assert wrapped.answer == int((one - other)[0])
        call = f"f(array([{start}], dtype={name}), array([{less}], dtype={name}))"
        Elements(draw_idea(call, "1", "2", str, "integer_overflow"))


# ---------------------------------------------------------------- of the right formula, or none


def test_a_formula_is_drawn_only_if_it_gives_what_was_expected(key):
    """Of each exercise at most one formula fits every case, and the picture is never of another one."""
    for exercise in key:
        asked = [(case.call, case.expected.describe()) for case in exercise.cases if case.expected.value is not None]
        titles = set()
        for call, expected in asked:
            picture = draw_idea(call, expected, None, str, others=asked)
            titles |= {re.sub(r" \(row .*", "", picture.title)} if picture else set()
        assert len(titles) == 1, exercise.id


def test_two_formulas_that_agree_on_a_call_are_told_apart_by_others():
    certain = "f(array([1., 0.]), array([0.5, 0.5]))"  # cross entropy and divergence are both ln 2
    right = "0.693147180559945"
    assert draw_idea(certain, right, "1.0", str) is None
    assert "D(p ‖ q)" in draw_idea(certain, right, "1.0", str, others=[(KL, KL_RIGHT)]).title
    cross = "1.386294361119891"
    assert "H(p, q)" in draw_idea(certain, right, "1.0", str, others=[(f"f({P}, {P})", ENTROPY_RIGHT), (f"f({P}, array([0.25, 0.25, 0.25]))", cross)]).title  # fmt: skip  # noqa: E501  # a call and its answer


def test_a_wrong_expectation_has_no_picture():
    assert draw_idea(KL, "0.3", "0.4", str) is None


def test_every_exercise_has_a_good_case_to_show_when_it_is_passed(key):
    for exercise in key:
        cases = [exercise.cases[i] for i in exercise.items[0].cases]
        picture = draw_example([(case.call, case.expected.describe()) for case in cases], str)
        assert picture, exercise.id
        assert len(picture.inline()) < 5000


# ---------------------------------------------------------------- who may see what


@pytest.mark.parametrize("texts", [(None, None, None), (None, "1", "2"), (KL, None, None), ("", "", "")])
def test_where_a_report_hides_the_call_there_is_no_picture(texts):
    assert draw_idea(*texts, str) is None


# ---------------------------------------------------------------- any reader


SAMPLES = {
    "terms": (KL, KL_RIGHT, "0.584"),
    "shares": (SOFTMAX, SHARES, "[0., nan, inf]"),
    "table": ("f(array([[1.], [2.]]), array([1.5, 1.75]))", "ValueError", "0.28125"),
    "forms": (SOFTMAX, SHARES, "0.5"),
}


@pytest.mark.parametrize("sample", SAMPLES.values(), ids=SAMPLES)
def test_a_picture_says_what_it_is_and_shows(sample):
    root = drawn(*sample).root
    assert root.get("role") == "img"
    assert [child.tag for child in root][:2] == ["title", "desc"]
    assert len(root[0].text) > 10
    assert len(root[1].text) > 20
    assert root.get("fill") == "currentColor"
    assert "#fff" not in ElementTree.tostring(root, encoding="unicode").lower()


def test_a_file_brings_its_own_ink_for_light_and_dark():
    text = draw_idea(KL, KL_RIGHT, None, str).file()
    root = ElementTree.fromstring(text)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert "prefers-color-scheme:dark" in text


def test_a_picture_is_the_same_each_time():
    assert all(draw_idea(*sample, str) == draw_idea(*sample, str) for sample in SAMPLES.values())


def test_the_words_are_the_readers():
    picture = draw_idea(KL, KL_RIGHT, "0.584", lambda text: {"yours": "내 답", "outcome": "결과"}.get(text, text))
    assert {"내 답", "결과"} <= set(Elements(picture).texts)
    assert "NanumGothic" in picture.inline()


def test_colours_are_seen_on_light_and_on_dark_ground():
    def luminance(colour):
        channels = [int(colour[i : i + 2], 16) / 255 for i in (1, 3, 5)]
        return np.dot([c / 12.92 if c <= 0.04045 else ((c + 0.055) / 1.055) ** 2.4 for c in channels], [0.2126, 0.7152, 0.0722])  # fmt: skip  # noqa: E501  # WCAG's formula

    for colour in (RIGHT, WRONG):
        for ground in ("#ffffff", "#111111"):
            high, low = sorted((luminance(colour), luminance(ground)), reverse=True)
            assert (high + 0.05) / (low + 0.05) >= 3


# ---------------------------------------------------------------- any input


floats = st.floats(allow_nan=True, allow_infinity=True, width=64)
awkward = floats | st.sampled_from([0.0, -0.0, 1e308, -1e308, 5e-324, math.inf, math.nan, 1.0])


def written(numbers) -> str:
    return f"array([{', '.join(map(repr, numbers))}])"


@settings(max_examples=50, deadline=None)
@given(st.lists(awkward, min_size=1, max_size=9).flatmap(lambda p: st.tuples(st.just(p), st.lists(awkward, min_size=len(p), max_size=len(p)))), awkward)  # fmt: skip  # noqa: E501  # two lists of one length
def test_whatever_numbers_come_the_picture_is_well_formed(lists, got):
    one, other = lists
    for call in (f"f({written(one)})", f"f({written(one)}, {written(other)})"):
        arguments = read_call(call)
        with np.errstate(all="ignore"):
            answers = [float(samples[0].terms.values.sum()) for samples in fitting(arguments, np.array(np.nan))]
        for expected in ("nan", "inf", "0.5", *map(repr, answers)):
            picture = draw_idea(call, expected, repr(got), str)
            if picture:
                assert not re.search(r'(?:x|y|width|height|d)="[^"]*(?:nan|inf)', picture.inline())
                Elements(picture)


@settings(max_examples=50, deadline=None)
@given(st.lists(awkward, min_size=1, max_size=9), st.data())
def test_whatever_logits_come_the_picture_is_well_formed(logits, data):
    got = data.draw(st.lists(awkward, min_size=len(logits), max_size=len(logits)))
    with np.errstate(all="ignore"):
        powers = np.exp(np.array(logits) - np.max(logits))
        shares = (powers / powers.sum()).tolist()
    picture = draw_idea(f"f({written(logits)})", repr(shares), repr(got), str)
    assert picture is not None
    assert not re.search(r'(?:x|y|width|height|d)="[^"]*(?:nan|inf)', picture.inline())
    Elements(picture)


@settings(max_examples=100, deadline=None)
@given(st.text(max_size=80), st.text(max_size=80))
def test_whatever_is_written_is_text_or_nothing(call, got):
    draw_idea(call, got, got, str)
    assert "<script" not in Elements(draw_idea(KL, KL_RIGHT, f"<script>{got}", str)).root.itertext()
    Elements(draw_idea(KL, KL_RIGHT, clean(got), str))


def clean(text: str) -> str:
    """Do what reports do: control characters are written out."""
    return "".join(letter if letter.isprintable() else "?" for letter in text) or "?"


HOSTILE = [
    "f(__import__('os').system('true'))",
    "f(array([1] * 10**9))",
    "f(resize(array([1.]), (10**12,)))",
    "f(resize(array([1.]), (99999999999,)))",
    "f(" * 3000,
    f"f(array([{'9' * 3000}]))",
    "f(array([1, [2, 3]]))",
    "f(array([1j]), array(['a']))",
    "f(array([1], dtype=object))",
    "f(array([]))",
    "f(array([300], dtype=uint8))",
    "f(*array([1.]))",
    "f(array([True]))",
    "[1, 2]",
]


@pytest.mark.parametrize("call", HOSTILE)
def test_a_call_that_is_none_of_ours_has_no_picture(call):
    assert draw_idea(call, "1.0", "2.0", str) is None


def test_large_arrays_are_drawn_by_their_beginning():
    picture = draw_idea("f(resize(array([0.0001]), (10000,)))", "9.21034037197618", "1.0", str)
    assert len(picture.inline()) < 5000
    assert "9995 more" in picture.inline()


# ---------------------------------------------------------------- texts and numbers


def test_what_a_report_writes_is_read_back(key):
    for exercise in key:
        for case in exercise.cases:
            call = read_call(case.call)
            if call is None:
                assert "..." in case.call or "] = " in case.call  # too large, or one number among many is another
                continue
            for ours, theirs in zip(call.arguments, case.args, strict=True):
                array = getattr(theirs, "array", theirs)
                np.testing.assert_allclose(np.asarray(ours), array, rtol=1e-14)
                assert np.asarray(ours).dtype == np.asarray(array).dtype


def test_numbers_are_written_for_a_reader():
    numbers = [0.0, -0.0, 1234567.0, 1000.0, -1e-7, math.inf, -math.inf, math.nan, 0.30000000000000004]
    assert [figure(number) for number in numbers] == [
        "0", "0", "1.235·10⁶", "1000", "−1·10⁻⁷", "∞", "−∞", "nan", "0.3",
    ]  # fmt: skip  # a row


def test_an_answer_is_numbers_or_none():
    assert read_answer("nan").tolist() != [0]
    assert read_answer("[[1., -inf], [0., 2.]]").shape == (2, 2)
    for text in (None, "", "ValueError: no", "None", "[1.0, ...] of shape (50,)", "'a'", "True", "[None]"):
        assert read_answer(text) is None


def test_lines_are_broken_between_words():
    assert lines_of("one two three four", 60) == ["one two", "three", "four"]
