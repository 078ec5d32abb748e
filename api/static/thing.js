// Follows #char=start,end (RFC 5147: code points) into the text of a document.
"use strict";
function followOffsets() {
  const text = document.getElementById("text");
  const asked = /^#char=(\d+),(\d+)$/.exec(decodeURIComponent(location.hash));
  if (!text || !asked) return;
  const range = document.createRange();
  const [start, end] = [Number(asked[1]), Number(asked[2])];
  const walker = document.createTreeWalker(text, NodeFilter.SHOW_TEXT);
  let offset = 0;
  let found = false;
  while (walker.nextNode()) {
    const characters = Array.from(walker.currentNode.data);
    const inside = (at) => characters.slice(0, at - offset).join("").length;
    if (!found && start < offset + characters.length) {
      range.setStart(walker.currentNode, inside(start));
      found = true;
    }
    if (found && end <= offset + characters.length) {
      range.setEnd(walker.currentNode, inside(end));
      break;
    }
    offset += characters.length;
  }
  if (!found) return;
  if (window.Highlight && CSS.highlights) CSS.highlights.set("asked", new Highlight(range));
  const place = range.getBoundingClientRect();
  window.scrollBy({ top: place.top - window.innerHeight / 3 });
}
window.addEventListener("hashchange", followOffsets);
followOffsets();
