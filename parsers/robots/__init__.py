"""Mail that no person wrote. Each sign of a machine, and of a person, is a row of a table: its name, its weight, how it
is found, and mails that have it and have it not. No sign decides in code of its own."""
