# Erik Svensson, uppgift 3 – första halvan
import numpy as np


def mean_squared_error(y_pred, y_true):
	if y_pred.shape != y_true.shape:
		raise ValueError("olika form")
	p, t = y_pred.astype(float), y_true.astype(float)
	# (p - t)^2 = p^2 - 2pt + t^2
	return np.mean(p ** 2) - 2 * np.mean(p * t) + np.mean(t ** 2)


def mean_absolute_error(y_pred, y_true):
	if y_pred.shape != y_true.shape:
		raise ValueError("olika form")
	return np.abs(y_pred.astype(float) - y_true.astype(float)).mean()


def huber_loss(y_pred, y_true, delta=1.0):
	if y_pred.shape != y_true.shape:
		raise ValueError("olika form")
	e = np.abs(y_pred.astype(float) - y_true.astype(float))
	small = e <= delta
	big = e > delta
	return (np.sum(e[small] ** 2 / 2) + np.sum(delta * (e[big] - delta / 2))) / e.size
