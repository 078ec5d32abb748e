// A file of RDF and its media type -> N-Quads as N3.js reads them.
import { createReadStream } from "node:fs";
import { StreamParser, StreamWriter } from "n3";

const [file, format] = process.argv.slice(2);
const parser = new StreamParser({ format });
const writer = new StreamWriter({ format: "application/n-quads" });
for (const stream of [parser, writer]) {
  stream.on("error", (error) => {
    console.error(error.message);
    process.exit(1);
  });
}
createReadStream(file).pipe(parser).pipe(writer).pipe(process.stdout);
