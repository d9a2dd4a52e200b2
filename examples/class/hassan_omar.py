import numpy as np

def mean_squared_error(y_pred, y_true):
    mse = np.mean((y_pred - y_true) ** 2)
    print("MSE:", mse)

def mean_absolute_error(y_pred, y_true):
    mae = np.mean(np.abs(y_pred - y_true))
    print("MAE:", mae)

def surprise(p):
    print(-np.log(p))

def entropy(p):
    h = 0
    for x in p:
        h = h - x * np.log(x)
    print("The entropy is", h)

def cross_entropy(p, q):
    print("Cross entropy =", -np.sum(p * np.log(q)))

def kl_divergence(p, q):
    print("KL =", np.sum(p * np.log(p / q)))

def softmax(logits):
    e = np.exp(logits)
    print(e / e.sum())

mean_squared_error(np.array([2.5, 0.0, 2.1]), np.array([3.0, -0.5, 2.0]))
entropy(np.array([0.5, 0.5]))
softmax(np.array([2.0, 1.0, 0.1]))
