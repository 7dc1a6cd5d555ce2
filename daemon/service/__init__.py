"""The application service: load → decide → commit, for a batch of mails, the clock and what comes back. No loops, no
sockets."""
