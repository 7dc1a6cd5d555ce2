"""The demo: the real daemon against servers in memory, with sample mails, told as it happens."""
