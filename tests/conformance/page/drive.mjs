// Addresses of the page and of the server, the file of its graph, a browser -> drives the page; ends with 1 where it is
// not as it should be.
import { chromium } from "playwright-core";
import { mkdtempSync, utimesSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

const [pages, server, graph, executablePath] = process.argv.slice(2);
const args = ["--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run", "--disable-background-networking"];
const profile = mkdtempSync(join(tmpdir(), "zhimai-page-"));
const browser = await chromium.launchPersistentContext(profile, { executablePath, headless: true, args });
const page = await browser.newPage();
const problems = [];
// urql ends a request whose first answer it has taken, though there is no more to come.
const isAbort = (error) => /signal is aborted/.test(error.message);
page.on("pageerror", (error) => isAbort(error) || problems.push(`page: ${error.message}`));
page.on("console", (message) => message.type() === "error" && problems.push(`console: ${message.text()}`));

async function expect(selector, words) {
  try {
    await page.waitForFunction(
      ([where, text]) => document.querySelector(where).textContent.includes(text),
      [selector, words],
      { timeout: 10_000 },
    );
  } catch {
    problems.push(`${selector} has no ${words}: ${await page.textContent(selector)}`);
  }
}

await page.goto(`${pages}/index.html?server=${encodeURIComponent(server)}`);
await expect("#events", "SERVED");
await page.fill("#words", "zy");
await expect("#found", "周远 [周远]");
await page.fill("#words", "河東");
await expect("#found", "河东理工大学 [河东]");
await expect("#facets", "机构");
await page.fill("#words", "周");
await expect("#count", "1");
await page.click("#found li");
await expect("#thing", "河东理工大学 校长");
await expect("#thing", "河东理工大学校长周远致辞");
await expect("#thing", "lines to draw");
await expect("#thing", "2024-05-18 海河科创园开园仪式");
utimesSync(graph, new Date(), new Date());
await expect("#events", "RELOADED");
await browser.close();
for (const problem of problems) console.error(problem);
console.log(problems.length ? "page: something is not as it should be" : "page: search, thing, drawing, timeline, events");
process.exit(problems.length ? 1 : 0);
