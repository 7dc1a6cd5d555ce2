"""Several levels have a case side by side: each its own turn, clock and claim."""
