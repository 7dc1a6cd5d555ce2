"""Who may act by a mail: the token that he has, and whose it is."""
