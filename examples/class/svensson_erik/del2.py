# Erik Svensson, uppgift 3 – andra halvan (hann inte klart!)
import numpy as np


def surprise(p):
	return -np.log(np.maximum(p, 1e-300))


def entropy(p):
	p = p.astype(float)
	h = np.zeros(p.shape[:-1])
	for i in range(p.shape[-1]):
		pi = p[..., i]
		h -= pi * np.log(np.where(pi > 0, pi, 1.0))
	return h


def cross_entropy(p, q):
	p = p.astype(float)
	# p = 0 ger 0
	return np.where(p > 0, -p * np.log(q), 0).sum(axis=-1)


def kl_divergence(p, q):
	...  # TODO


def js_divergence(p, q):
	...  # TODO
