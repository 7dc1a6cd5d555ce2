"""The tables of signs: one module for each kind of program that writes, and one for what speaks for a person.
A sign is added as a row, with mails that have it and have it not."""
