#!/usr/bin/env python
# coding: utf-8

# # Übung 3

# In[1]:


import numpy as np


# In[4]:


def mean_squared_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("Form passt nicht")
    d = y_pred.astype('float64') - y_true.astype('float64')
    return (d * d).mean()


# In[5]:


def mean_absolute_error(y_pred, y_true):
    if y_pred.shape != y_true.shape:
        raise ValueError("Form passt nicht")
    d = y_pred.astype('float64') - y_true.astype('float64')
    return np.median(np.abs(d))


# In[6]:


mean_squared_error(np.array([2.5, 0.0, 2.1]), np.array([3.0, -0.5, 2.0]))


# In[9]:


def huber_loss(y_pred, y_true, delta=1.0):
    if y_pred.shape != y_true.shape:
        raise ValueError("Form passt nicht")
    d = np.abs(y_pred.astype('float64') - y_true.astype('float64'))
    return np.mean(np.where(d <= delta, d**2 / 2, delta * (d - 0.5)))


# In[11]:


def surprise(p):
    return -np.log(np.asarray(p, dtype=float))

surprise(np.array([1.0, 0.5, 0.25]))


# In[14]:


def kl_divergence(p, q):
    pass


# In[ ]:




