// A front end as its developer would write it: urql for queries, graphql-sse for events, types from the SDL.
import { Client, cacheExchange, fetchExchange } from "@urql/core";
import { createClient } from "graphql-sse";
import { print } from "graphql";
import { graphql } from "./generated";

const Search = graphql(`
  query Search($words: String!) {
    search(query: $words, first: 5) {
      totalCount
      facets(fields: [TYPE]) { buckets { key label count } }
      edges { node { __typename id name } highlights { name start end } }
    }
  }
`);
const Thing = graphql(`
  query Thing($id: ID!) {
    node(id: $id) {
      ... on Entity {
        name
        facts(first: 5) { nodes { relation title object { name } evidence { quote sentence document { title } } } }
      }
      ... on Person { posts { nodes { title organization { name } } } }
    }
    neighbourhood(of: [$id], depth: 2) { nodes { id } edges { source target } truncated }
    timeline(where: { about: [$id] }) { nodes { date thing { name } } buckets { key count } }
  }
`);
const Events = graphql(`subscription Events { graphEvents { kind hash } }`);

const server = new URLSearchParams(location.search).get("server")!;
const client = new Client({ url: `${server}/graphql`, exchanges: [cacheExchange, fetchExchange] });
const events = createClient({ url: `${server}/graphql/stream` });
const at = (id: string) => document.getElementById(id)!;

async function search(words: string) {
  const { data, error } = await client.query(Search, { words });
  if (!data) throw error;
  at("count").textContent = String(data.search.totalCount);
  at("facets").replaceChildren(
    ...data.search.facets.flatMap((facet) => facet.buckets.map((bucket) => item(`${bucket.label} ${bucket.count}`))),
  );
  at("found").replaceChildren(
    ...data.search.edges.map(({ node, highlights }) => {
      const [{ name, start, end }] = highlights;
      const marks = [...name];
      const shown = item(`${node.name} [${marks.slice(start, end).join("")}]`);
      shown.onclick = () => show(node.id);
      return shown;
    }),
  );
}

async function show(id: string) {
  const { data, error } = await client.query(Thing, { id });
  if (!data?.node || !("name" in data.node)) throw error;
  const posts = "posts" in data.node ? data.node.posts.nodes : [];
  const lines = [
    ...posts.map((post) => `${post.organization.name} ${post.title}`),
    ...data.node.facts.nodes.map((fact) => `${fact.relation} ${fact.object.name}: ${fact.evidence[0].sentence}`),
    `${data.neighbourhood.nodes.length} things, ${data.neighbourhood.edges.length} lines to draw`,
    ...data.timeline.nodes.map((moment) => `${moment.date} ${moment.thing?.name ?? ""}`),
  ];
  at("thing").replaceChildren(...lines.map(item));
}

function item(text: string) {
  const element = document.createElement("li");
  element.textContent = text;
  return element;
}

async function listen() {
  for await (const { data } of events.iterate<{ graphEvents: { kind: string } }>({ query: print(Events) })) {
    at("events").textContent += `${data?.graphEvents.kind} `;
  }
}

at("words").oninput = (event) => void search((event.target as HTMLInputElement).value);
void listen();
