"""Bytes → parts, addresses, headers and text (RFC 5322, RFC 2045 to 2047).
What is broken comes back as found, never as an exception."""
