"""Reading mail: bytes or text in, frozen values out. Pure: no I/O, no clock, nothing of `daemon`."""
