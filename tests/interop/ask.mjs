// Address of an endpoint and a query -> the first variable of each row, as Comunica reads them.
import { QueryEngine } from "@comunica/query-sparql";

const [value, query] = process.argv.slice(2);
const rows = await new QueryEngine().queryBindings(query, { sources: [{ type: "sparql", value }] });
const found = await rows.toArray();
console.log(JSON.stringify(found.map((row) => [...row.values()][0].value)));
