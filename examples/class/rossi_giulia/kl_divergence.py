import numpy as np

def kl_divergence(p, q):
    return np.sum(p * np.log(p / q), axis=-1

# non capisco l'errore, su Colab funzionava
