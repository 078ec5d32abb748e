// Address of a server -> the audits of graphql-http, GraphQL over HTTP; ends with 1 where one of them does not pass.
import { serverAudits } from "graphql-http";

const results = [];
for (const audit of serverAudits({ url: process.argv[2], fetchFn: fetch })) results.push(await audit.fn());
const failed = results.filter((result) => result.status !== "ok");
for (const result of failed) console.error(`${result.status} ${result.id} ${result.name}: ${result.reason}`);
console.log(`graphql-http: ${results.length - failed.length} of ${results.length} audits pass`);
process.exit(failed.length ? 1 : 0);
