import numpy as np

def js_divergence(p, q):
    m = (p + q) / 2
    kl_p = np.sum(p * np.log(p / m), axis=-1)
    kl_q = np.sum(q * np.log(q / m), axis=-1)
    return (kl_p + kl_q) / 2
