"""zhimai explain: a sentence, or a file -> how extraction reads it; a rule table -> whether its examples hold."""

from __future__ import annotations

import argparse
import json
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

from msgspec.structs import asdict as fields_of
from rich.console import Console
from rich.text import Text

from api.commands import Commands, add_command
from api.commands.build import add_tables, print_problem
from graph.errors import UsageError

if TYPE_CHECKING:
    from graph.document import Document
    from graph.explain import Example, Explanation, Reading, Step

EXAMPLES = """\
examples:
  zhimai explain "天津大学与河北工业大学共建京津冀材料联合实验室。"
  zhimai explain "我校与河北银行签署协议。" --publisher 南开大学      who 我校 is
  zhimai explain "校长张明在会上致辞。" --title 海河论坛举行          the event that 会上 means
  zhimai explain --file article.md                                  every sentence of a file
  zhimai explain --rules own.toml                                   does each rule read its example?
  zhimai explain "…" --rules own.toml --lexicon own.tsv             with own rules and names

Shows the words and their tags, the mentions with what found them, the sentence as rules see it (⟨Org⟩ for an
organization, ⟨T⟩ for a post, ⟨Q⟩ for a quotation), the facts with their rules, and the candidates that were dropped.
"""


def add(commands: Commands) -> None:
    """Describe `zhimai explain`."""
    parser = add_command(commands, "explain", does="show how a sentence is read", examples=EXAMPLES)
    parser.add_argument("text", metavar="TEXT", nargs="?", help="a sentence, or several")
    parser.add_argument("--file", metavar="FILE", type=Path, help="read a document instead")
    parser.add_argument("--publisher", metavar="NAME", default="", help="who published the text: what 我校 means")
    parser.add_argument("--title", metavar="TEXT", default="", help="title of the article that the text stands in")
    parser.add_argument("--date", metavar="DATE", default="", help="when it was published: 2024-05-20")
    parser.add_argument("--json", action="store_true", help="print JSON")
    add_tables(parser)
    parser.set_defaults(run=run)


def run(call: argparse.Namespace) -> int:
    """Explain the text or the file; with rules alone, try their examples."""
    from graph.explain import explain, try_examples  # noqa: PLC0415 - the lexicons take long to load
    from graph.tables import make_extractor  # noqa: PLC0415

    if call.text is not None and call.file:
        raise UsageError("give a text or --file, not both")
    extractor = make_extractor(lexicons=call.lexicon, rules=call.rules)
    if call.text is None and not call.file:
        if not call.rules:
            raise UsageError('nothing to explain; right is for example: zhimai explain "天津大学举办海河论坛。"')
        own = extractor.rules[len(make_extractor().rules) :]
        return _show_examples(list(try_examples(own, extractor)), as_json=call.json)
    explanations = [explain(document, extractor) for document in _documents(call)]
    if call.json:
        print(json.dumps([as_json(one) for one in explanations], default=fields_of, ensure_ascii=False, indent=2))
        return 0
    for explanation in explanations:
        _print(as_text(explanation))
    return 0


def _documents(call: argparse.Namespace) -> Sequence[Document]:
    from graph.explain import sentence_document  # noqa: PLC0415 - see run
    from graph.read import read_paths  # noqa: PLC0415

    if call.text is not None:
        if not call.text.strip():
            raise UsageError("the text is empty")
        return [sentence_document(call.text, title=call.title, publisher=call.publisher, date=call.date)]
    if call.title or call.publisher or call.date:
        raise UsageError("--title, --publisher and --date go with a text; a file has its own")
    documents, notes = read_paths([call.file])
    for note in notes:
        print_problem(note)
    if not documents:
        raise UsageError(f"{call.file}: holds no article")
    return documents


def as_json(explanation: Explanation) -> dict[str, object]:
    """All steps, by the names of graph.explain; the document by its id and title."""
    document = explanation.document
    return {
        "document": {"id": document.id, "title": document.title, "source": document.source},
        "event": explanation.event,
        "steps": [asdict(step) for step in explanation.steps],
    }


def as_text(explanation: Explanation) -> Iterator[Text]:
    """A block of lines for each sentence."""
    if explanation.document.source:
        yield Text(f"{explanation.document.source}: {explanation.document.title}", style="bold")
    if explanation.event:
        yield Text(f"reports on: {explanation.event}")
    for number, step in enumerate(explanation.steps, 1):
        yield Text.assemble((f"{number}  ", "dim"), (_one_line(step.text), "bold"))
        for label, lines in _rows(step):
            for at, line in enumerate(lines):
                yield Text.assemble((f"   {label if at == 0 else '':<11}", "dim"), line)
        yield Text()


def _rows(step: Step) -> Iterator[tuple[str, list[Text]]]:
    yield "words", [_words(step)]
    yield "mentions", [_mention_line(step, at) for at in range(len(step.mentions))] or [Text("none")]
    if step.passed:
        yield "known", [Text.assemble(one.words, f"  {one.type}  ", (one.reason, "dim")) for one in step.passed]
    yield "rules see", [Text(_one_line(step.masked))]
    yield "facts", [_reading_line(one, "green") for one in step.readings if not one.dropped] or [Text("none")]
    dropped = [one for one in step.readings if one.dropped]
    if dropped:
        yield "dropped", [_reading_line(one, "yellow") for one in dropped]
    if step.measured:
        yield (
            "numbers",
            [
                Text.assemble(
                    "  ".join(part for part in (one.about, one.measurement.period, one.measurement.measure) if part),
                    (
                        f"  {one.measurement.value} {one.measurement.unit}  {one.measurement.comparison}".rstrip(),
                        "bold",
                    ),
                    (f"  {one.measurement.rule} {one.measurement.confidence:.2f}", "dim"),
                )
                for one in step.measured
            ],
        )
    if step.notes:
        yield "notes", [Text.assemble(note.message, (f"  {note.reason}", "dim")) for note in step.notes]


def _words(step: Step) -> Text:
    words = Text()
    for word in step.words:
        words.append(_one_line(word.text)).append(f"/{word.tag} ", style="dim")
    return words


def _mention_line(step: Step, at: int) -> Text:
    named = step.mentions[at]
    mention = named.mention
    meant = f" = {named.entity}" if named.entity != named.words else ""
    kind = mention.type if mention.kind == mention.type else f"{mention.type}/{mention.kind}"
    return Text.assemble(
        (_one_line(named.words), "cyan"), f"{meant}  {kind}  ", (f"{mention.reason} {mention.confidence:.2f}", "dim")
    )


def _reading_line(reading: Reading, style: str) -> Text:
    qualifiers = "".join(f"  {name} {value}" for name, value in reading.qualifiers.items())
    line = Text.assemble(
        (f"{reading.subject} {reading.relation} → {reading.object}", style), qualifiers,
        (f"  {reading.rule} {reading.confidence:.2f}  “{_one_line(reading.quote)}”", "dim"),
    )  # fmt: skip
    return line.append(f"  {reading.dropped}") if reading.dropped else line


def _show_examples(examples: Sequence[Example], *, as_json: bool) -> int:
    """Print what became of each example; 1 where one does not hold."""
    if as_json:
        rows = [asdict(example) | {"holds": example.holds} for example in examples]
        print(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        _print(_example_line(example) for example in examples)
    return 0 if all(example.holds for example in examples) else 1


def _example_line(example: Example) -> Text:
    verdict = ("holds   ", "green") if example.holds else ("FAILS   ", "bold red")
    gave = "; ".join(f"{one.subject} {one.relation} → {one.object}" for one in example.readings) or "nothing"
    sort = "counter-example" if example.counter else "example"
    return Text.assemble(verdict, (example.rule, "bold"), f"  {sort}: {example.sentence}  ", (gave, "dim"))


def _one_line(text: str) -> str:
    return text.replace("\n", " ")


def _print(lines: Iterable[Text]) -> None:
    """Print lines; each stays one line, so that `grep` finds a fact with its words."""
    console = Console(highlight=False)
    for line in lines:
        console.print(line, soft_wrap=True)
