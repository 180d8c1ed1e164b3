"""The nouns: what the folder holds, as immutable values."""
