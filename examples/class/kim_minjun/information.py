# 김민준 과제 3 (메모장에서 작성)
import numpy as np


def surprise(p):
    # 정보량은 비트로 잰다
    return -np.log2(np.asarray(p, dtype=float))


def entropy(p):
    p = np.asarray(p, dtype=float)
    로그 = np.log2(np.where(p > 0, p, 1))
    return -np.sum(p * 로그, axis=-1)


def cross_entropy(p, q):
    p, q = np.asarray(p, dtype=float), np.asarray(q, dtype=float)
    return -np.sum(np.where(p > 0, p * np.log2(q), 0), axis=-1)


def kl_divergence(p, q):
    # 엔트로피의 차이
    return cross_entropy(p, q) - entropy(p)


def js_divergence(p, q):
    # 두 분포의 평균을 기준으로 한다
    m = (p + q) / 2
    return (kl_divergence(p, m) + kl_divergence(q, m)) / 2
