"""The house without servers: mails replayed on a virtual clock, for `simulate`, for trying templates, for the tests."""
