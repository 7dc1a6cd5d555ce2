"""What a mail is, whether to believe it, which level it asks for and why."""
