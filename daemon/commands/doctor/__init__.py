"""`doctor`: everything that can be wrong from outside, a line each, with the mend. Nothing is changed."""
