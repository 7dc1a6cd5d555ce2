"""A whole outside world on loopback, for the demo and the tests: IMAP in memory (pymap) and SMTP (aiosmtpd), which are
imported here and nowhere else in the product."""
