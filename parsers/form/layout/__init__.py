"""How a form is laid out: as a table, in columns, or all on one line. Out of each come lines of `label: value`."""
