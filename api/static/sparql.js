// The query page: editor, completion, examples, results as a table, errors at their place.
"use strict";
const data = JSON.parse(document.getElementById("data").textContent);
const part = (id) => document.getElementById(id);
const editor = CodeMirror.fromTextArea(part("query"), {
  mode: "application/sparql-query",
  lineNumbers: true,
  matchBrackets: true,
  autoCloseBrackets: true,
  viewportMargin: Infinity,
  extraKeys: { "Ctrl-Enter": run, "Cmd-Enter": run, "Ctrl-Space": "autocomplete" },
  hintOptions: { hint: complete, completeSingle: false },
});
const ROWS_SHOWN = 1000;
const RESULTS = { json: "application/sparql-results+json", csv: "text/csv", tsv: "text/tab-separated-values", xml: "application/sparql-results+xml" };
const GRAPHS = { ttl: "text/turtle", nt: "application/n-triples", jsonld: "application/ld+json", rdf: "application/rdf+xml" };

// Examples

let language = "en";
function listExamples() {
  const list = part("examples");
  list.length = 1;
  data.examples.forEach((example, at) => list.add(new Option(example[language], at)));
}
part("language").addEventListener("click", (event) => {
  language = language === "en" ? "zh" : "en";
  event.target.value = language === "en" ? "中文" : "English";
  listExamples();
});
part("examples").addEventListener("change", (event) => {
  if (event.target.value === "") return;
  editor.setValue(data.examples[Number(event.target.value)].query);
  run();
});

// Completion: prefixed names of the vocabulary, and variables of this query

function complete(cm) {
  const cursor = cm.getCursor();
  const before = cm.getLine(cursor.line).slice(0, cursor.ch);
  const word = /[?$]?[\w:-]*$/.exec(before)[0];
  const from = CodeMirror.Pos(cursor.line, cursor.ch - word.length);
  const asked = word.toLowerCase();
  let list;
  if (/^[?$]/.test(word)) {
    const known = new Set(cm.getValue().match(/[?$]\w+/g));
    known.delete(word);
    list = [...known].filter((name) => name.startsWith(word)).sort();
  } else {
    const fits = (term) => term.name.toLowerCase().startsWith(asked)
      || term.name.split(":")[1].toLowerCase().startsWith(asked) || (asked && term.means.toLowerCase().includes(asked));
    list = data.terms.filter(fits).map((term) => ({ text: term.name, render: (element) => showTerm(element, term) }));
  }
  const found = { list, from, to: cursor };
  CodeMirror.on(found, "pick", (picked) => declarePrefix(cm, picked.text || picked));
  return found;
}
function showTerm(element, term) {
  element.append(term.name);
  if (term.means) element.append(Object.assign(document.createElement("span"), { textContent: term.means, lang: "zh" }));
}
function declarePrefix(cm, name) {
  const prefix = name.split(":")[0];
  if (!(prefix in data.prefixes) || new RegExp(`prefix\\s+${prefix}:`, "i").test(cm.getValue())) return;
  cm.replaceRange(`PREFIX ${prefix}: <${data.prefixes[prefix]}>\n`, CodeMirror.Pos(0, 0));
}
editor.on("inputRead", (cm, change) => {
  if (!cm.state.completionActive && /^[\w:?]$/.test(change.text[0]) && cm.getTokenTypeAt(cm.getCursor()) !== "string") {
    const before = cm.getLine(cm.getCursor().line).slice(0, cm.getCursor().ch);
    if (/(\w+:\w*|[?$]\w+)$/.test(before)) cm.showHint();
  }
});

// Running

async function ask(accept) {
  const headers = { "Content-Type": "application/sparql-query", Accept: accept };
  return fetch("/sparql", { method: "POST", headers, body: editor.getValue() });
}
async function run() {
  clear();
  part("status").textContent = "running …";
  const began = performance.now();
  try {
    const answer = await ask(`${RESULTS.json}, ${GRAPHS.ttl}`);
    const text = await answer.text();
    const seconds = `${((performance.now() - began) / 1000).toFixed(2)} s`;
    history.replaceState(null, "", `#query=${encodeURIComponent(editor.getValue())}`);
    if (!answer.ok) {
      fail(text);
    } else if (answer.headers.get("Content-Type").startsWith(GRAPHS.ttl)) {
      showGraph(text, seconds);
    } else {
      showResults(JSON.parse(text), seconds);
    }
  } catch (error) {
    fail(String(error));
  }
}
function clear() {
  part("results").replaceChildren();
  part("downloads").replaceChildren();
  part("error").hidden = true;
  editor.getAllMarks().forEach((mark) => mark.clear());
  editor.eachLine((line) => editor.removeLineClass(line, "background"));
}
function fail(message) {
  part("status").textContent = "";
  part("error").textContent = message.trim();
  part("error").hidden = false;
  const place = /^line (\d+), column (\d+)/.exec(message);
  if (!place) return;
  const line = Math.min(Number(place[1]) - 1, editor.lastLine());
  // Columns count code points; the editor counts UTF-16 units.
  const column = [...editor.getLine(line)].slice(0, Number(place[2]) - 1).join("").length;
  editor.addLineClass(line, "background", "wrong-line");
  editor.markText(CodeMirror.Pos(line, column), CodeMirror.Pos(line, column + 1), { className: "wrong" });
  editor.setCursor(line, column);
}
function showResults(found, seconds) {
  if ("boolean" in found) {
    part("status").textContent = `${found.boolean} · ${seconds}`;
    part("results").append(Object.assign(document.createElement("p"), { textContent: found.boolean ? "Yes." : "No." }));
  } else {
    const rows = found.results.bindings;
    const shown = rows.length > ROWS_SHOWN ? `; the first ${ROWS_SHOWN} are shown` : "";
    part("status").textContent = `${rows.length} row${rows.length === 1 ? "" : "s"} · ${seconds}${shown}`;
    part("results").append(makeTable(found.head.vars, rows.slice(0, ROWS_SHOWN)));
  }
  offer(RESULTS);
}
function showGraph(turtle, seconds) {
  part("status").textContent = seconds;
  part("results").append(Object.assign(document.createElement("pre"), { textContent: turtle }));
  offer(GRAPHS);
}
function makeTable(names, rows) {
  const table = document.createElement("table");
  const head = table.createTHead().insertRow();
  names.forEach((name) => head.append(Object.assign(document.createElement("th"), { textContent: name, scope: "col" })));
  const body = table.createTBody();
  rows.forEach((row) => {
    const line = body.insertRow();
    names.forEach((name) => line.insertCell().append(...(row[name] ? makeTerm(row[name]) : [])));
  });
  return table;
}
function makeTerm(term) {
  if (term.type === "uri") {
    const link = document.createElement("a");
    link.textContent = shorten(term.value);
    link.title = term.value;
    if (term.value.startsWith(data.base)) link.href = `/id/${term.value.slice(data.base.length)}`;
    else if (term.value.startsWith(data.prefixes.zm)) link.href = `/ontology#${term.value.slice(data.prefixes.zm.length)}`;
    else if (/^https?:/.test(term.value)) Object.assign(link, { href: term.value, rel: "noreferrer" });
    return [link];
  }
  const value = Object.assign(document.createElement("span"), { textContent: term.value });
  const note = term["xml:lang"] ? `@${term["xml:lang"]}` : "";
  if (term["xml:lang"]) value.lang = term["xml:lang"];
  return note ? [value, " ", Object.assign(document.createElement("small"), { textContent: note })] : [value];
}
function shorten(iri) {
  const found = Object.entries(data.prefixes).filter(([, namespace]) => iri.startsWith(namespace) && iri !== namespace);
  if (!found.length) return iri;
  const [prefix, namespace] = found.sort((one, other) => other[1].length - one[1].length)[0];
  return `${prefix}:${iri.slice(namespace.length)}`;
}
function offer(formats) {
  for (const [suffix, accept] of Object.entries(formats)) {
    const link = Object.assign(document.createElement("a"), { textContent: suffix, href: "#" });
    link.addEventListener("click", async (event) => {
      event.preventDefault();
      const answer = await ask(accept);
      const file = Object.assign(document.createElement("a"), { download: `results.${suffix}` });
      file.href = URL.createObjectURL(await answer.blob());
      file.click();
      URL.revokeObjectURL(file.href);
    });
    part("downloads").append(link);
  }
}

// Start: the query of the address, if there is one

document.querySelector("form").addEventListener("submit", (event) => {
  event.preventDefault();
  run();
});
listExamples();
const given = new URLSearchParams(location.search).get("query") || new URLSearchParams(location.hash.slice(1)).get("query");
if (given) {
  editor.setValue(given);
  run();
}
