import numpy as np


def surprise(p):
    # p가 0이면 무한대, 정의 그대로
    return -np.log(p.astype(np.float64))
