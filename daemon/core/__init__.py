"""The rules: values in, values out. No await, no I/O, no clock, no logging; `now` is always an argument."""
