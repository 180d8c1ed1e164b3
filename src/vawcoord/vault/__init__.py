"""What is sealed: the only room that knows the library for encryption."""
