"""What the answer of one of a level does: it takes the case, refuses it, or says something and takes nothing."""
