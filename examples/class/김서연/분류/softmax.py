import numpy as np


def softmax(logits):
    x = logits.astype(np.float64)
    # 최댓값을 빼도 결과는 같고, exp가 넘치지 않는다
    지수 = np.exp(x - np.max(x, axis=-1, keepdims=True))
    return 지수 / np.sum(지수, axis=-1, keepdims=True)
