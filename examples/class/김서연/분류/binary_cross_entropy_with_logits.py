import numpy as np


def binary_cross_entropy_with_logits(logits, targets):
    if logits.shape != targets.shape:
        raise ValueError(f"모양이 다릅니다: {logits.shape}, {targets.shape}")
    z, t = logits.astype(np.float64), targets.astype(np.float64)
    # max(z, 0) - z t + ln(1 + exp(-|z|)): z가 커도 넘치지 않는다
    return np.mean(np.maximum(z, 0) - z * t + np.log1p(np.exp(-np.abs(z))))
