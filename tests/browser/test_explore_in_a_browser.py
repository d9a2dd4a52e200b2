"""The pages to play with, in Chromium: what they show is what the solutions say, from disk and by keyboard."""

from __future__ import annotations

import math
import re
from collections.abc import Mapping
from pathlib import Path

import numpy as np
import pytest
import torch
import torch.nn.functional as F  # noqa: N812  # as everywhere
from playwright.sync_api import Page, expect

from docs.explore import build
from docs.explore.information import OUTCOMES, two_peaks
from docs.explore.labs import P, X, Y, descent
from docs.explore.torch_losses import LABELS, LOSSES
from solutions.classification.binary_cross_entropy_with_logits import binary_cross_entropy_with_logits
from solutions.classification.cross_entropy_with_logits import cross_entropy_with_logits
from solutions.classification.log_softmax import log_softmax
from solutions.classification.softmax import softmax
from solutions.gradients.cross_entropy_with_logits_gradient import cross_entropy_with_logits_gradient
from solutions.gradients.huber_loss_gradient import huber_loss_gradient
from solutions.gradients.mean_absolute_error_gradient import mean_absolute_error_gradient
from solutions.gradients.mean_squared_error_gradient import mean_squared_error_gradient
from solutions.information.cross_entropy import cross_entropy
from solutions.information.entropy import entropy
from solutions.information.kl_divergence import kl_divergence
from solutions.labs.fit_distribution import fit_distribution
from solutions.labs.train_logistic_regression import gradient, loss
from solutions.regression.huber_loss import huber_loss
from solutions.regression.mean_absolute_error import mean_absolute_error
from solutions.regression.mean_squared_error import mean_squared_error
from tests.browser.conftest import SCHEMES, WIDTHS, violations_by_scheme

EXERCISES = Path(__file__).parent.parent.parent / "exercises"
PAGES = sorted(EXERCISES.glob("*/explore*.html"))
ROUNDING = 5.1e-5  # four digits are shown


def opened(tab: Page, path: Path) -> None:
    tab.goto(path.as_uri())
    expect(tab.locator("dl output").last).not_to_have_text("")


def moved(tab: Page, **places: object) -> dict[str, float]:
    """Put sliders and choices where they are told to be; return the numbers that the page shows then."""
    for name, place in places.items():
        where = tab.locator(f"#{name}")
        if where.evaluate("element => element.tagName") == "SELECT":
            where.select_option(str(place))
        else:
            where.fill(str(place))
            expect(tab.locator(f"#{name}-at")).to_have_text(str(place).replace("-", "−"))
    # A choice shows no number of its own: what it changes is drawn by the second frame after it.
    tab.evaluate("new Promise((drawn) => requestAnimationFrame(() => requestAnimationFrame(drawn)))")
    return shown(tab)


def shown(tab: Page) -> dict[str, float]:
    texts = tab.evaluate("Object.fromEntries([...document.querySelectorAll('dl output')].map(o => [o.id, o.value]))")
    return {name: number(text) for name, text in texts.items()}


def number(text: str) -> float:
    return float(text.replace("−", "-").replace("∞", "inf"))


def drawn(tab: Page, chart: str) -> list[str]:
    """Return the texts that a chart draws beside its axes."""
    return tab.locator(f"#chart-{chart} .mark-text.role-mark text").all_text_contents()


def assert_near(found: Mapping[str, float], meant: Mapping[str, float]) -> None:
    for name, value in meant.items():
        assert found[name] == pytest.approx(float(value), abs=ROUNDING, nan_ok=True), name


# ---------------------------------------------------------------- information


COINS = [(0.5, 0.9), (0.9, 0.5), (0.3, 0.3), (0.07, 0.61), (0.5, 0), (0.5, 1), (0, 0), (1, 1), (0, 0.4), (1, 0)]


def test_a_coin_costs_what_the_solutions_say_in_nats_and_in_bits(tab):
    opened(tab, EXERCISES / "information/explore.html")
    for p, q in COINS:
        truth, belief = np.array([p, 1 - p]), np.array([q, 1 - q])
        nats = {
            "entropy": entropy(truth),
            "cross": cross_entropy(truth, belief),
            "divergence": kl_divergence(truth, belief),
            "reverse": kl_divergence(belief, truth),
        }
        assert_near(moved(tab, p=p, q=q, base="nats"), nats)
        assert_near(moved(tab, base="bits"), {name: value / math.log(2) for name, value in nats.items()})


def test_the_bars_of_entropy_and_divergence_are_together_as_long_as_that_of_cross_entropy(tab):
    opened(tab, EXERCISES / "information/explore.html")
    moved(tab, p=0.5, q=0.9)
    boxes = [bar.bounding_box() for bar in tab.locator("#chart-coin_bars .mark-rect path").all()]
    known, extra, whole = [(box["x"], box["x"] + box["width"]) for box in boxes]
    assert extra == pytest.approx((known[1], whole[1]), abs=0.5)
    assert known[0] == pytest.approx(whole[0], abs=0.5)
    assert (extra[1] - extra[0]) / (known[1] - known[0]) == pytest.approx(0.5108 / 0.6931, abs=0.01)
    assert {"0.693", "0.511", "1.204"} <= set(drawn(tab, "coin_bars"))
    moved(tab, q=0)
    assert drawn(tab, "coin_bars").count("∞ →") == 2


def test_both_directions_of_the_divergence_are_right(tab):
    opened(tab, EXERCISES / "information/explore.html")
    for centre, spread in [(7, 2), (5, 1), (8, 3.5), (1, 0.8), (15, 6)]:
        bell = np.exp(-0.5 * ((np.array(OUTCOMES) - centre) / spread) ** 2)
        p, q = two_peaks(), bell / bell.sum()
        numbers = moved(tab, centre=centre, spread=spread)
        assert_near(numbers, {"forward": kl_divergence(p, q), "backward": kl_divergence(q, p)})


def test_what_the_page_says_of_the_best_bells_is_true():
    outcomes, p = np.array(OUTCOMES), two_peaks()
    places = [(centre / 10, spread / 10) for centre in range(10, 151) for spread in range(8, 61)]
    bells = np.array([np.exp(-0.5 * ((outcomes - centre) / spread) ** 2) for centre, spread in places])
    bells /= bells.sum(axis=1, keepdims=True)
    assert places[int(np.argmin(kl_divergence(p, bells)))] == (8, 3.5)
    assert places[int(np.argmin(kl_divergence(bells, p)))] in {(5, 1), (11, 1)}


# ---------------------------------------------------------------- regression


# The outlier, Huber's delta, the constant.
PLACES = [
    (3, 2, 10),
    (30, 2, 2.5),
    (30, 0.1, 0),
    (30, 30, 7.5),
    (-5, 3, -5),
    (1.5, 0.5, 35),
    (5, 1.7, 2.25),
    (35, 12, 5),
]


def test_the_best_constants_and_the_losses_are_those_of_the_solutions(tab):
    opened(tab, EXERCISES / "regression/explore.html")
    for outlier, delta, candidate in PLACES:
        numbers = moved(tab, outlier=outlier, delta=delta, candidate=candidate)
        y, c = np.array([0, 1, 2, 5, outlier], dtype=float), np.full(5, candidate, dtype=float)
        losses = {"mse": mean_squared_error(c, y), "mae": mean_absolute_error(c, y)}
        losses["huber-loss"] = huber_loss(c, y, delta)
        assert_near(numbers, {"mean": y.mean(), "median": np.median(y), **losses})
        lowest = min(huber_loss(np.full(5, constant), y, delta) for constant in np.linspace(-5, 35, 4001))
        assert huber_loss(np.full(5, numbers["huber"]), y, delta) <= lowest + 1e-8


def test_the_outlier_is_dragged_and_its_slider_follows(tab):
    opened(tab, EXERCISES / "regression/explore.html")
    line = tab.locator("#chart-line_of_targets")
    line.scroll_into_view_if_needed()
    axis = line.locator(".role-axis-domain line").first.bounding_box()
    box = line.bounding_box()
    y = box["y"] + 40
    tab.mouse.move(axis["x"] + axis["width"] * 0.2, y)  # 3
    tab.mouse.down()
    tab.mouse.move(axis["x"] + axis["width"] * 0.5, y, steps=3)
    tab.mouse.move(axis["x"] + axis["width"] * 0.875, y, steps=3)  # 30
    expect(tab.locator("#outlier-at")).to_have_text("30")
    tab.mouse.up()
    assert tab.locator("#outlier").input_value() == "30"
    assert shown(tab)["mean"] == 7.6
    assert "mean, lowest MSE: 7.60" in drawn(tab, "line_of_targets")


# ---------------------------------------------------------------- classification


# The logits, what is added to all, the temperature, the right class.
LOGITS = [
    ((2, 1, 0.1), 0, 1, 0),
    ((2, 1, 0.1), 1000, 1, 0),
    ((2, 1, 0.1), -1000, 1, 1),
    ((2, 1, 0.1), 0, 0.1, 2),
    ((2, 1, 0.1), 0, 10, 2),
    ((-10, 10, 3.7), 700, 1, 0),
    ((-10, 10, 3.7), 710, 1, 0),
]


def test_three_logits_become_what_the_solutions_say(tab):
    opened(tab, EXERCISES / "classification/explore.html")
    for logits, constant, temperature, right in LOGITS:
        sliders = {f"x{one}": logit for one, logit in enumerate(logits)}
        numbers = moved(tab, **sliders, constant=constant, temperature=temperature, right=right)
        z = (np.array(logits) + constant) / temperature
        with np.errstate(all="ignore"):
            plain = np.exp(z)[0] / np.exp(z).sum()
        assert_near(numbers, {f"p{one}": p for one, p in enumerate(softmax(z))})
        assert_near(numbers, {f"l{one}": p for one, p in enumerate(log_softmax(z))})
        assert_near(numbers, {"cost": cross_entropy_with_logits(z[None], np.array([right])), "plain": plain})
        assert sorted(drawn(tab, "softmax_bars")) == sorted(f"{p:.4f}" for p in softmax(z))


def test_yes_or_no_costs_what_the_solution_says(tab):
    opened(tab, EXERCISES / "classification/explore.html")
    for z, answer in [(0, 1), (-10, 1), (-7.3, 1), (10, 1), (10, 0), (-4.2, 0)]:
        sigma = 1 / (1 + math.exp(-z))
        loss = binary_cross_entropy_with_logits(np.array([float(z)]), np.array([float(answer)]))
        assert_near(moved(tab, z=z, answer=answer), {"sigma": sigma, "loss": loss, "slope": sigma - answer})


# ---------------------------------------------------------------- gradients


def test_the_slopes_of_an_error_are_those_of_the_solutions(tab):
    opened(tab, EXERCISES / "gradients/explore.html")
    for error, delta in [(1, 1.5), (6, 1.5), (-4, 0.5), (0, 1), (0.3, 5)]:
        e, zero = np.array([float(error)]), np.zeros(1)
        losses = {"square": mean_squared_error(e, zero), "distance": mean_absolute_error(e, zero)}
        slopes = {
            "square-slope": mean_squared_error_gradient(e, zero)[0],
            "distance-slope": mean_absolute_error_gradient(e, zero)[0],
            "huber-slope": huber_loss_gradient(e, zero, delta)[0],
        }
        assert_near(moved(tab, error=error, delta=delta), {**losses, "huber": huber_loss(e, zero, delta), **slopes})


def test_the_pulls_on_three_logits_are_those_of_the_solution_and_add_up_to_nothing(tab):
    opened(tab, EXERCISES / "gradients/explore.html")
    for logits, right in [((2, 1, 0.1), 0), ((-10, 10, 3.7), 0), ((-10, 10, 3.7), 1), ((0, 0, 0), 2)]:
        numbers = moved(tab, **{f"z{one}": logit for one, logit in enumerate(logits)}, right=right)
        z, label = np.array([logits], dtype=float), np.array([right])
        slopes = cross_entropy_with_logits_gradient(z, label)[0]
        assert_near(numbers, {f"p{one}": p for one, p in enumerate(softmax(z)[0])})
        assert_near(numbers, {**{f"g{one}": g for one, g in enumerate(slopes)}, "sum": 0})
        assert_near(numbers, {"cost": cross_entropy_with_logits(z, label)})
        meant = sorted(f"{g:+.4f}".replace("-", "−") for g in slopes)
        assert sorted(text for text in drawn(tab, "pulls")) == meant


# ---------------------------------------------------------------- losses in torch


def slope_of(loss, z: float) -> tuple[float, float]:
    """Ask torch for a loss, and for its slope."""
    logit = torch.tensor(z, dtype=torch.float64, requires_grad=True)
    loss(logit).backward()
    return loss(logit).item(), logit.grad.item()


def test_the_clamp_and_its_slope_are_what_torch_says(tab):
    opened(tab, EXERCISES / "torch_losses/explore.html")
    one = torch.tensor(1.0, dtype=torch.float64)
    for z, epsilon in [(-2, "0.0000001"), (-20, "0.0000001"), (-6.5, "0.001"), (-30, "0.001"), (8, "0.001")]:
        exact, slope = slope_of(lambda logit: F.binary_cross_entropy_with_logits(logit, one), z)
        cut, flat = slope_of(lambda logit, e=float(epsilon): -torch.log(torch.clamp(torch.sigmoid(logit), min=e)), z)
        meant = {"exact": exact, "exact-slope": slope, "clamped": cut, "clamped-slope": flat}
        assert_near(moved(tab, z=z, epsilon=epsilon), meant)


def test_the_weighted_loss_is_that_of_torch_and_its_parts_add_up(tab):
    opened(tab, EXERCISES / "torch_losses/explore.html")
    for w0, w1, counts in [
        (1, 1, "counted"),
        (1, 10, "counted"),
        (10, 10, "counted"),
        (1, 1, "ignored"),
        (2, 5, "ignored"),
    ]:
        right = torch.exp(-torch.tensor(LOSSES, dtype=torch.float64))
        labels = torch.tensor(LABELS)
        logits = torch.log(torch.where(labels[:, None] == torch.arange(2), right[:, None], 1 - right[:, None]))
        labels[2] = -100 if counts == "ignored" else labels[2]
        weight = torch.tensor([w0, w1], dtype=torch.float64)
        above = F.cross_entropy(logits, labels, weight, reduction="sum")
        numbers = moved(tab, w0=w0, w1=w1, counts=counts)
        assert_near(numbers, {"by-weights": F.cross_entropy(logits, labels, weight), "above": above})
        assert_near(numbers, {"by-rows": above / 4})
        *parts, whole = [float(text) for text in drawn(tab, "contributions")]
        assert sum(parts) == pytest.approx(whole, abs=3e-4)
        assert whole == pytest.approx(numbers["by-weights"])


# ---------------------------------------------------------------- labs


def test_q_goes_where_the_solution_goes(tab):
    opened(tab, EXERCISES / "labs/explore.html")
    p = np.array(P)
    for rate, t in [("1", 0), ("1", 10), ("0.3", 40), ("3", 7), ("20", 3)]:
        q, losses = fit_distribution(p, max(t, 1), float(rate)) if t else (np.full(3, 1 / 3), [])
        numbers = moved(tab, rate=rate, t=t, way="forward")
        assert_near(numbers, {f"q{one}": share for one, share in enumerate(q)})
        assert_near(numbers, {"divergence": kl_divergence(p, q)})
        assert list(losses[:1]) == pytest.approx([kl_divergence(p, np.full(3, 1 / 3))][: len(losses)])
    numbers = moved(tab, rate="0.3", t=40, way="reverse")
    q = np.array([numbers[f"q{one}"] for one in range(3)])  # rounded
    assert numbers["divergence"] == pytest.approx(kl_divergence(q, p), abs=5e-4)


def test_what_the_page_says_of_long_steps_is_true():
    forward, reverse = (descent(way, 20.0) for way in ("forward", "reverse"))
    assert forward[1:, 3].max() > forward[0, 3] > 0.2
    assert np.ptp(forward[-5:, 3]) > 1
    assert np.mean(np.abs(reverse[1:, 3] + np.log(0.7)) < 0.01) > 0.7
    short = [descent(way, rate)[-1, 3] for way in ("forward", "reverse") for rate in (0.3, 1.0, 3.0)]
    assert max(short) < 0.002


def test_a_weight_moved_by_hand_has_the_loss_and_the_slope_of_the_solution(tab):
    opened(tab, EXERCISES / "labs/explore.html")
    x, y = np.array(X)[:, None], np.array(Y)
    for weight, bias in [(-1, 0), (0.9, 0), (4, -3), (0, 2)]:
        by_weight, by_bias = gradient(np.array([weight]), bias, x, y)
        meant = {"loss": loss(np.array([weight]), bias, x, y), "by-weight": by_weight[0], "by-bias": by_bias}
        assert_near(moved(tab, weight=weight, bias=bias), meant)
    assert [round(float(gradient(np.array([w]), 0.0, x, y)[0][0]), 1) for w in (0.8, 0.9, 1.0)] == [0.0, 0.0, 0.0]
    assert round(float(loss(np.array([0.9]), 0.0, x, y)), 3) == 0.516


# ---------------------------------------------------------------- all pages


def test_there_is_a_page_a_unit_in_both_languages():
    assert [path.relative_to(EXERCISES).as_posix() for path in PAGES] == [
        f"{unit}/explore{language}.html" for unit in sorted(build.UNITS) for language in ("", ".ko")
    ]


@pytest.mark.parametrize("width", WIDTHS.values(), ids=WIDTHS)
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(tab, axe, width):
    tab.set_viewport_size({"width": width, "height": 900})
    for path in PAGES:
        opened(tab, path)
        tab.evaluate("document.querySelectorAll('details').forEach((one) => (one.open = true))")
        assert violations_by_scheme(tab, axe) == {scheme: [] for scheme in SCHEMES}, path
        assert tab.evaluate("document.documentElement.scrollWidth") <= width, path
        widths = tab.evaluate(
            "[...document.querySelectorAll('.chart')].map(c => [c, c.firstChild].map(e => e.clientWidth))"
        )
        assert all(drawn == room for room, drawn in widths), (path, widths)


def test_every_slider_and_choice_has_a_name_and_moves_by_keyboard(tab):
    for path in PAGES:
        opened(tab, path)
        for control in tab.locator("input, select").all():
            name, before = control.get_attribute("id"), control.input_value()
            assert tab.locator(f"label[for={name}]").inner_text()
            control.focus()
            tab.keyboard.press("ArrowDown")
            assert control.input_value() != before, (path, name)
            if control.get_attribute("type") == "range":
                expect(tab.locator(f"#{name}-at")).to_have_text(control.input_value().replace("-", "−"))


def test_what_a_page_links_to_is_there():
    for path in PAGES:
        for link in re.findall(r'(?:href|src)="([^"]+)"', path.read_text(encoding="utf-8")):
            assert re.match("https://", link) or (path.parent / link).exists(), (path, link)
