"""The errors that a musician can mend: one clear line each, naming the thing and the mend.

Knows nothing of command lines or windows; they decide how a line is shown.
"""


class UserError(Exception):
    """Something outside the program that its user can put right; commands end with exit code 2.

    The message is one line that names the file, port or option and says what to do.
    """
