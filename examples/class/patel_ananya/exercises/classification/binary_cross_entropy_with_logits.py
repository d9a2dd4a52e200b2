def binary_cross_entropy_with_logits(logits, targets):
    raise NotImplementedError
