"""The command line: options, one operation or view, print, exit status."""
