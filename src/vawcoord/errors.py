"""The job cannot go on: one base class, so that one boundary in `cli` can turn it into a sentence."""


class VawcoordError(Exception):
    """The job cannot go on.

    `message` says what is wrong and where, in the user's language; `mend` says what to do next, or is empty.
    """

    def __init__(self, message: str, mend: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.mend = mend


class ChangedMeanwhileError(VawcoordError):
    """A file is no longer what it was when it was read; nothing was written."""


class FolderBusyError(VawcoordError):
    """Another run of the programme is writing in the folder."""
