"""Lists of members -> their posts: 某市第九届人民代表大会代表：, then lines of names (教育界：张三、李四（女）)."""

from __future__ import annotations

from collections.abc import Iterator

from graph.corefer import Entities
from graph.find.titles import strip_former
from graph.regex import regex
from graph.relate.masked import Masked, P, T
from graph.relate.post import HOLDERS, Post

_REMARK = r"(?:[（(][^（）()]*[）)])?"
_HEADING = regex(rf"(?P<body>[{HOLDERS}])(?P<title>{T})(?:名单|建议名单)?[：:]{_REMARK}\s*$")
_MEMBERS = regex(rf"(?:[^，。；{P}]{{1,30}}[：:])?[ \u3000]*{P}{_REMARK}(?:[、 \u3000]+{P}{_REMARK})*\s*$")


class Roster:
    """The list of members that the sentences are in, if any."""

    def __init__(self) -> None:
        self._body, self._title = -1, ""

    def read(self, masked: Masked, entities: Entities) -> Iterator[Post]:
        """Posts of the members that a line names; a heading starts a list, any other line ends it."""
        headed = T in masked.text and ("：" in masked.text or ":" in masked.text)
        heading = _HEADING.search(masked.text) if headed else None
        if heading is not None:
            self._body = masked.slots.entity_at(heading.start("body"))
            at = heading.start("title")
            self._title = strip_former(masked.original(at, at + 1, entities.text))
        elif self._body >= 0 and _MEMBERS.match(masked.text):
            for at, person in masked.entities(0, len(masked.text), P):
                yield Post(person, self._body, self._title, False, *masked.span(at, at + 1), "roster", 0.85)
        elif masked.text.strip():
            self._body = -1
