import numpy as np


def entropy(p):
    p = p.astype(np.float64)
    # 0 ln 0 = 0 이므로 0인 자리는 로그를 계산하지 않는다
    항 = np.zeros_like(p)
    항[p > 0] = p[p > 0] * np.log(p[p > 0])
    return -항.sum(axis=-1)
