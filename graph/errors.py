"""Errors of zhimai, one tree under ZhimaiError: each message says where, what, and what would be right.

ZhimaiError
├── UsageError      the call cannot work (missing path, unknown format): exit code 2
├── ReadError       one input file cannot be read: goes to the ledger, the build goes on
├── GraphError      a directory is no graph, or its file is damaged or of another version
└── RuleError       a rule table or lexicon is wrong; the message starts with file:line
"""


class ZhimaiError(Exception):
    """Base of every error that a user may see."""


class UsageError(ZhimaiError):
    """The call cannot work as given."""


class ReadError(ZhimaiError):
    """One input file cannot be read."""


class GraphError(ZhimaiError):
    """A graph cannot be opened."""


class RuleError(ZhimaiError):
    """A rule table or a lexicon is wrong."""
