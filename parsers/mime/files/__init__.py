"""The parts of a mail that are no text of its sender's: attachments and pictures, what programs add, invitations.
Each is judged by what it holds, not by its name alone."""
