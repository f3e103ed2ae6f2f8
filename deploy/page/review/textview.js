// Shows the text that was reviewed, with the clauses marked in it. Its words can be selected where the pages' cannot: scans
// are images, and a Word file has no fixed pages. It is an editable region that refuses every edit, since browsers show
// a caret, and let the keyboard select, only in one of these.

import { h } from "../shared/dom.js";

const HINT = "The text as it was reviewed, without headers, footers and page numbers. Select words to add them as a clause, or to correct the chosen one.";
const KEYS = " By keyboard: Shift and the arrow keys select, Tab leads to the actions, Enter opens the clause at the caret.";

export class TextView {
  // `text` returns the reviewed text; `chosen` is called with the clause that was clicked.
  constructor(text, chosen) {
    Object.assign(this, { text, chosen, entries: [], wanted: [[], []], paragraphs: null, handled: null });
    this.body = h("div", {
      class: "reviewed", contenteditable: "true", role: "textbox", "aria-multiline": "true", "aria-readonly": "true", "aria-label": "The reviewed text",
      inputmode: "none", spellcheck: "false", translate: "no",
    });
    this.body.addEventListener("beforeinput", (event) => event.preventDefault());
    this.body.addEventListener("input", () => this.restore());
    this.body.addEventListener("click", (event) => getSelection().isCollapsed && this.choose(event.target));
    this.body.addEventListener("keydown", (event) => event.key === "Enter" && this.choose(getSelection().anchorNode));
    this.ends = h("div", { class: "ends" });
    this.node = h("div", { class: "sheets text" }, h("div", { class: "reading" }, h("p", { class: "soft small" }, HINT, h("span", { class: "keys" }, KEYS)), this.body, this.ends));
    this.resized = new ResizeObserver(() => this.ends.hasChildNodes() && this.putEdges(...this.handled));
  }

  close() {
    this.resized.disconnect();
  }

  // Draws the text on first use.
  update(entries) {
    this.entries = entries;
    if (!this.paragraphs) {
      this.paragraphs = this.text().paragraphs().map((interval) => ({ interval, node: h("p", {}) }));
      this.body.append(...this.paragraphs.map(({ node }) => node));
      this.resized.observe(this.body);
    }
    this.draw();
  }

  // Input methods and extensions can edit the text all the same.
  restore() {
    for (const paragraph of this.paragraphs) delete paragraph.drawn;
    this.body.replaceChildren(...this.paragraphs.map(({ node }) => node));
    this.draw();
  }

  // Highlights clauses by their ids, and quotes, and scrolls the first into view.
  show(ids, quotes) {
    this.light(ids, quotes);
    this.body.querySelector(".now")?.scrollIntoView({ block: "center", behavior: "instant" });
  }

  light(ids, quotes) {
    this.wanted = [ids, quotes];
    this.draw();
  }

  // Redraws the paragraphs whose marks have changed; the selection stays if it is being made.
  draw() {
    if (!this.paragraphs) return;
    const kept = document.activeElement === this.body ? this.selectedOffsets() : null;
    const [ids, quotes] = this.wanted;
    const quoted = quotes.flatMap(({ interval }) => (interval ? [{ id: null, label: null, state: "", interval, now: true }] : []));
    const marks = [...this.entries.map(({ id, label, state, interval }) => ({ id, label, state, interval, now: ids.includes(id) })), ...quoted];
    for (const paragraph of this.paragraphs) {
      const here = marks.filter(({ interval }) => overlap(interval, paragraph.interval));
      const drawn = JSON.stringify(here);
      if (drawn === paragraph.drawn) continue;
      paragraph.drawn = drawn;
      paragraph.node.replaceChildren(...pieces(paragraph.interval, here).map((piece) => this.piece(piece, here)));
    }
    if (kept) getSelection().setBaseAndExtent(...this.position(kept[0]), ...this.position(kept[1]));
  }

  // Words between two ends of marks. Of several marks over them, the shortest gives the color and takes the click.
  piece(interval, here) {
    const words = this.text().slice(interval);
    const over = here.filter((mark) => overlap(mark.interval, interval)).sort((a, b) => length(a.interval) - length(b.interval));
    if (!over.length) return words;
    const clauses = over.filter(({ id }) => id !== null);
    const now = over.some((mark) => mark.now) ? "now" : "";
    return h("span", { class: `mark ${over[0].state} ${now}`, "data-clause": clauses[0]?.id, title: clauses.length ? clauses.map(({ label }) => label).join(", ") : null }, words);
  }

  choose(node) {
    const mark = (node?.closest ? node : node?.parentElement)?.closest("[data-clause]");
    if (mark && this.body.contains(mark)) this.chosen(mark.dataset.clause);
  }

  // Moves the focus into the text, with the caret at this offset.
  enter(at) {
    this.body.focus({ preventScroll: true });
    if (at === null) return;
    const [node, offset] = this.position(at);
    getSelection().collapse(node, offset);
    node.parentElement.scrollIntoView({ block: "nearest" });
  }

  // The selected words, as of the pages; they have no boxes.
  selected() {
    if (getSelection().isCollapsed) return null;
    const interval = this.selectedOffsets() && this.text().wholeWords(this.selectedOffsets().sort((a, b) => a - b));
    return interval && { words: this.text().slice(interval), interval, boxes: [] };
  }

  // The offsets in the text of the two ends of the selection, the moving one last; null if one is elsewhere.
  selectedOffsets() {
    const { anchorNode, anchorOffset, focusNode, focusOffset } = getSelection();
    if (!this.body.contains(anchorNode) || !this.body.contains(focusNode)) return null;
    return [this.offset(anchorNode, anchorOffset), this.offset(focusNode, focusOffset)];
  }

  offset(node, offset) {
    const paragraph = this.paragraphs.find((one) => one.node.contains(node));
    if (!paragraph) return this.paragraphs[offset]?.interval[0] ?? this.paragraphs.at(-1).interval[1]; // between paragraphs
    const before = document.createRange();
    before.setStart(paragraph.node, 0);
    before.setEnd(node, offset);
    return paragraph.interval[0] + [...before.toString()].length;
  }

  // The position of an offset in the text, as [node, offset].
  position(at) {
    const paragraph = this.paragraphs.find(({ interval }) => at <= interval[1]) ?? this.paragraphs.at(-1);
    let left = Math.max(0, at - paragraph.interval[0]);
    for (const child of paragraph.node.childNodes) {
      const node = child.firstChild ?? child;
      const points = [...node.data];
      if (left <= points.length) return [node, points.slice(0, left).join("").length];
      left -= points.length;
    }
    return [paragraph.node, paragraph.node.childNodes.length];
  }

  edge({ interval }, side) {
    return this.position(interval[side === "start" ? 0 : 1]);
  }

  // Puts the handles at the ends of this clause, and again when the lines break anew.
  putEdges(entry, handles) {
    this.handled = [entry, handles];
    const { left, top } = this.ends.getBoundingClientRect();
    const [from, to] = entry.interval;
    for (const [side, letter] of [["start", [from, from + 1]], ["end", [to - 1, to]]]) {
      const box = this.boxOf(letter);
      if (!box) continue;
      Object.assign(handles[side].style, { left: `${box[side === "start" ? "left" : "right"] - left}px`, top: `${box.top - top}px`, width: "", height: `${box.height}px` });
      this.ends.append(handles[side]);
    }
  }

  boxOf([start, end]) {
    const letter = document.createRange();
    letter.setStart(...this.position(start));
    letter.setEnd(...this.position(end));
    return [...letter.getClientRects()].at(-1); // the first can be an empty one, at the end of the words before
  }

  // The position in the text under a point in the window.
  caretUnder(x, y) {
    const at = document.caretPositionFromPoint?.(x, y);
    return at && this.body.contains(at.offsetNode) ? [at.offsetNode, at.offset] : null;
  }
}

// A paragraph's interval, cut wherever one of these marks begins or ends.
function pieces([start, end], marks) {
  const inside = marks.flatMap(({ interval }) => interval).filter((at) => at > start && at < end);
  const cuts = [...new Set([start, ...inside, end])].sort((a, b) => a - b);
  return cuts.slice(1).map((cut, at) => [cuts[at], cut]);
}

function overlap(one, other) {
  return one[0] < other[1] && other[0] < one[1];
}

function length([start, end]) {
  return end - start;
}
