"""A logistic regression of a few numbers, for fitting weights without a library."""

import math
from collections.abc import Sequence

ROUNDS = 1500
STEP = 2.0
SHRINKAGE = 0.05

Model = tuple[list[float], float]


def fit(rows: Sequence[Sequence[float]], truth: Sequence[int]) -> Model:
    """Return weights and intercept that tell the true rows from the false."""
    weights, intercept = [0.0] * len(rows[0]), 0.0
    for _ in range(ROUNDS):
        slopes = [SHRINKAGE * weight / len(rows) for weight in weights]
        slope = 0.0
        for row, true in zip(rows, truth, strict=True):
            error = (predict((weights, intercept), row) - true) / len(rows)
            slope += error
            for place, value in enumerate(row):
                slopes[place] += error * value
        intercept -= STEP * slope
        weights = [
            weight - STEP * change
            for weight, change in zip(weights, slopes, strict=True)
        ]
    return weights, intercept


def predict(model: Model, row: Sequence[float]) -> float:
    """Return how likely it is that a row is true."""
    weights, total = model
    total += sum(weight * value for weight, value in zip(weights, row, strict=True))
    return 1 / (1 + math.exp(-max(-30.0, min(30.0, total))))
