"""What each document says: committee to blocks."""
