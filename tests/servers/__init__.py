"""Real and scripted mail servers for the tests: private instances on free loopback ports, gone when their context ends.

`Dovecot` and `Postfix` (with postgrey when asked) are Debian's programs; `available()` says why a test must be skipped.
`Sink`: an SMTP server that records letters and answers as it is told. `Cut`: a TCP proxy that breaks connections.
"""
