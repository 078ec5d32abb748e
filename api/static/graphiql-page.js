// Shows GraphiQL with the query of the address, runs it, and keeps the address up to date, so that it can be passed on.
"use strict";

const parameters = new URLSearchParams(window.location.search);
const given = Object.fromEntries(
  ["query", "variables", "operationName"].map((name) => [name, parameters.get(name) || undefined]),
);

const welcome = `# Ask the graph. Ctrl-Space completes, Ctrl-Enter runs, the book on the left shows the schema.
{
  stats {
    documents
    entities
    facts
    types { type count }
  }
}
`;

async function fetcher(request) {
  const response = await fetch("/graphql", {
    method: "POST",
    headers: { "Content-Type": "application/json", Accept: "application/graphql-response+json, application/json" },
    body: JSON.stringify(request),
  });
  return response.json();
}

function keep(name) {
  return (value) => {
    if (value) parameters.set(name, value);
    else parameters.delete(name);
    window.history.replaceState(null, "", `?${parameters}`);
  };
}

ReactDOM.createRoot(document.getElementById("graphiql")).render(
  React.createElement(
    GraphiQL,
    {
      fetcher,
      query: given.query,
      variables: given.variables,
      operationName: given.operationName,
      defaultQuery: welcome,
      isHeadersEditorEnabled: false,
      onEditQuery: keep("query"),
      onEditVariables: keep("variables"),
      onEditOperationName: keep("operationName"),
    },
    React.createElement(
      GraphiQL.Logo,
      null,
      React.createElement("a", { href: "/", title: "What the graph holds" }, "zhimai 知脉"),
    ),
  ),
);

// A link from another page fills in a query: show its answer too.
if (given.query) {
  const wait = setInterval(() => {
    const button = document.querySelector(".graphiql-execute-button");
    if (button && document.querySelector(".graphiql-query-editor .CodeMirror")) {
      clearInterval(wait);
      button.click();
    }
  }, 50);
}
