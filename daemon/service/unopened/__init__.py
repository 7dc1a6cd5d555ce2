"""Mail that opens nothing and is filed nowhere: who learns of it."""
