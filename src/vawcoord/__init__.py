"""The paperwork of a committee that coordinates the response to violence against women, from one folder of text."""

# Written here and not looked up: reading package metadata costs as much as the rest of the start.
__version__ = "0.1.0"
