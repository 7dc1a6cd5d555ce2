"""The outside world, one third-party library a file. Built only by `daemon.bootstrap`."""
