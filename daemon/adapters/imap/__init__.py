"""The mailbox, by imapclient: one connection, which one thread owns."""
