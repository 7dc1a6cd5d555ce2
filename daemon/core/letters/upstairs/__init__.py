"""What a letter says of those upstairs: who has it, who is asked, who is out, and what was said."""
