import numpy as np
from cross_entropy import cross_entropy
from entropy import entropy


def kl_divergence(p, q):
    # 설명에 있는 대로: 교차 엔트로피에서 엔트로피를 뺀 것
    return cross_entropy(p, q) - entropy(p)
