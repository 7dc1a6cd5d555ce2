"""What is sought in running words: phrases, what denies them or sets them aside, sums of money."""
