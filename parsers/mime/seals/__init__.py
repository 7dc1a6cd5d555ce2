"""Mail in a cover: signed ones are opened, those that only their recipients' keys open are told apart.
No signature is checked here."""
