// Draws the contract's pages with pdf.js as they come into view, with the clauses marked on them and their words selectable.

import { h } from "../shared/dom.js";
import * as pdfjs from "../vendor/pdfjs/pdf.min.mjs";

pdfjs.GlobalWorkerOptions.workerSrc = new URL("../vendor/pdfjs/pdf.worker.min.mjs", import.meta.url).href;
const WASM = new URL("../vendor/pdfjs/", import.meta.url).href;
const SHARPEST = 2; // device pixels: more would cost memory without a visible difference
const MOST_BOXES = 300; // per selection; the service accepts 400
const DECIMALS = 10;

export class PdfPages {
  // `text` returns the reviewed text (null: the review's version has none); `chosen` is called with the clause whose
  // mark was clicked; `toText`, null without such a text, with a page whose words were recognized in an image.
  constructor(review, text, chosen, toText) {
    Object.assign(this, { review, text, chosen, toText, sheets: [], entries: [], wanted: null });
    this.node = h("div", { class: "sheets", role: "region", "aria-label": "The pages", tabindex: "0" });
  }

  async load(url) {
    this.document = await pdfjs.getDocument({ url, wasmUrl: WASM, disableAutoFetch: true, disableRange: true }).promise;
    const sizes = await Promise.all(Array.from({ length: this.document.numPages }, (_, at) => this.size(at + 1)));
    this.sheets = sizes.map(({ width, height }, at) => this.sheet(at + 1, width, height));
    this.node.replaceChildren(...this.sheets.map((sheet) => sheet.node));
    const seen = (entries) => entries.forEach((entry) => this.seen(Number(entry.target.dataset.page), entry.isIntersecting));
    this.observer = new IntersectionObserver(seen, { root: this.node, rootMargin: "100% 0px" });
    for (const sheet of this.sheets) this.observer.observe(sheet.node);
    this.resized = new ResizeObserver(() => this.sheets.forEach(scale));
    this.resized.observe(this.node);
    this.update(this.entries);
    if (this.wanted) this.show(...this.wanted);
  }

  async size(number) {
    const page = await this.document.getPage(number);
    return page.getViewport({ scale: 1 });
  }

  sheet(number, width, height) {
    const node = h("div", { class: "sheet", "data-page": String(number), role: "group", "aria-label": `Page ${number} of the contract` });
    node.style.aspectRatio = `${width} / ${height}`;
    node.append(h("span", { class: "number", "aria-hidden": "true" }, String(number)));
    const unread = this.review.document.unread.find((part) => part.page === number);
    if (unread) node.append(h("p", { class: "unread" }, `Not fully read: ${unread.reason}`));
    const { source } = this.review.document.sources.find((part) => part.page === number) ?? {};
    if (source === "ocr") node.classList.add("image");
    if (this.toText && ["ocr", "mixed"].includes(source)) node.append(h("button", { type: "button", class: "to-text", onclick: () => this.toText(number) }, "Select words in the text"));
    const sheet = { node, number, width, height, source };
    node.addEventListener("click", (event) => this.clicked(sheet, event));
    return sheet;
  }

  // Draws the marks of these clauses, replacing earlier ones.
  update(entries) {
    this.entries = entries;
    for (const { node } of this.sheets) node.querySelectorAll(".mark").forEach((mark) => mark.remove());
    for (const entry of entries) {
      for (const { page, box } of entry.boxes) this.mark(page, box, { "data-clause": entry.id, title: entry.label, class: `mark ${entry.state}` });
    }
    if (this.wanted) this.light(...this.wanted);
  }

  // Boxes are in points from the page's top left, like the viewport's size.
  mark(page, [x0, y0, x1, y1], attributes) {
    this.put(h("span", attributes), page, [x0, y0, x1, y1]);
  }

  // Places a node over a box on a page.
  put(node, page, [x0, y0, x1, y1]) {
    const sheet = this.sheets[page - 1];
    if (!sheet) return;
    const percent = (value, whole) => `${(100 * value) / whole}%`;
    const { width, height } = sheet;
    Object.assign(node.style, { left: percent(x0, width), top: percent(y0, height), width: percent(x1 - x0, width), height: percent(y1 - y0, height) });
    sheet.node.append(node);
  }

  // The words lie above the marks, so that they can be selected: a click goes to the smallest mark below it.
  clicked(sheet, { clientX, clientY }) {
    if (!getSelection().isCollapsed) return;
    const area = ({ width, height }) => width * height;
    const hit = [...sheet.node.querySelectorAll(".mark[data-clause]")]
      .map((mark) => ({ mark, at: mark.getBoundingClientRect() }))
      .filter(({ at }) => clientX >= at.left && clientX <= at.right && clientY >= at.top && clientY <= at.bottom)
      .sort((a, b) => area(a.at) - area(b.at));
    if (hit.length) this.chosen(hit[0].mark.dataset.clause);
  }

  seen(number, near) {
    const sheet = this.sheets[number - 1];
    if (near && !sheet.drawn) this.draw(sheet).catch(() => (sheet.drawn = false));
    if (!near && sheet.drawn) {
      sheet.canvas?.remove(); // the pages of a long contract do not fit into a phone's memory
      sheet.words?.remove();
      sheet.drawn = false;
    }
  }

  async draw(sheet) {
    sheet.drawn = true;
    const page = await this.document.getPage(sheet.number);
    const across = sheet.node.clientWidth / sheet.width;
    const viewport = page.getViewport({ scale: across * Math.min(devicePixelRatio || 1, SHARPEST) });
    const canvas = h("canvas", { width: Math.floor(viewport.width), height: Math.floor(viewport.height) });
    await page.render({ canvas, viewport }).promise;
    if (!sheet.drawn) return;
    sheet.canvas?.remove();
    sheet.canvas = canvas;
    sheet.node.prepend(canvas);
    if (sheet.source !== "ocr") await this.layWords(sheet, page, across); // the words of a stamp on a scan were not reviewed
  }

  // pdf.js's text layer: transparent words on top of the drawn ones.
  async layWords(sheet, page, across) {
    const container = h("div", { class: "textLayer" });
    scale(sheet);
    const layer = new pdfjs.TextLayer({ textContentSource: page.streamTextContent(), container, viewport: page.getViewport({ scale: across }) });
    await layer.render();
    if (!sheet.drawn) return;
    container.append(h("div", { class: "endOfContent" })); // otherwise the selection jumps in areas without words
    container.addEventListener("pointerdown", () => {
      container.classList.add("selecting");
      addEventListener("pointerup", () => container.classList.remove("selecting"), { once: true });
    });
    sheet.words?.remove();
    sheet.words = container;
    sheet.node.append(container);
  }

  // The selection on the pages: {words, interval, boxes}; interval is null if the words are not in the reviewed text.
  // Null if nothing is selected.
  selected() {
    const selection = getSelection();
    if (selection.isCollapsed || !selection.rangeCount) return null;
    const range = selection.getRangeAt(0);
    const layers = this.sheets.map((sheet) => sheet.words).filter((words) => words?.isConnected && range.intersectsNode(words));
    const words = selection.toString().trim();
    if (!layers.length || !words || !this.node.contains(range.commonAncestorContainer)) return null;
    const interval = this.text()?.locate(words, before(layers[0], range), after(layers.at(-1), range)) ?? null;
    return { words, interval, boxes: interval ? this.boxesOf(range) : [] };
  }

  // Puts the handles at the ends of this clause.
  putEdges({ boxes }, { start, end }) {
    if (!boxes.length) return;
    const { page, box: [left, top, , bottom] } = boxes[0];
    const { page: last, box: [, lastTop, right, lastBottom] } = boxes.at(-1);
    this.put(start, page, [left, top, left, bottom]);
    this.put(end, last, [right, lastTop, right, lastBottom]);
  }

  // The position of a clause's start or end in the words on its page, as [node, offset]; null if the page is not drawn
  // or has no words.
  edge({ boxes }, side) {
    const { page, box } = boxes.at(side === "start" ? 0 : -1);
    const [x, y] = [side === "start" ? box[0] + 1 : box[2] - 1, (box[1] + box[3]) / 2];
    return this.caretAt(page, x, y);
  }

  // The position in a page's text nearest to a point on it, as [node, offset]; null if the page is not drawn.
  caretAt(number, x, y) {
    const { node, width } = this.sheets[number - 1] ?? {};
    if (!node) return null;
    const { left, top, width: pixels } = node.getBoundingClientRect();
    return this.caretUnder(left + (x * pixels) / width, top + (y * pixels) / width);
  }

  // The same for a point in the window.
  caretUnder(x, y) {
    const sheet = this.sheets.find(({ node }) => contains(node.getBoundingClientRect(), y));
    if (!sheet?.words?.isConnected) return null;
    const range = document.createRange();
    const rectangle = (node, start, end) => {
      range.setStart(node, start);
      range.setEnd(node, end);
      return range.getBoundingClientRect();
    };
    const near = texts(sheet.words)
      .map((node) => ({ node, at: rectangle(node, 0, node.length) }))
      .filter(({ node, at }) => node.data.trim() && contains(at, y))
      .map(({ node, at }) => ({ node, away: Math.max(at.left - x, x - at.right, 0) }))
      .sort((a, b) => a.away - b.away)[0];
    if (!near) return null;
    let offset = 0;
    for (; offset < near.node.length; offset++) {
      const { left, right } = rectangle(near.node, offset, offset + 1);
      if ((left + right) / 2 > x) break;
    }
    return [near.node, offset];
  }

  // A box for each line of the range, as [page, x0, y0, x1, y1] in points.
  boxesOf(range) {
    const boxes = [];
    for (const { node, number, width, words } of this.sheets) {
      if (!words?.isConnected || !range.intersectsNode(words)) continue;
      const at = node.getBoundingClientRect();
      const points = (pixels) => Math.round((DECIMALS * pixels * width) / at.width) / DECIMALS;
      for (const { left, top, right, bottom } of rectangles(range, words)) {
        const box = [points(left - at.left), points(top - at.top), points(right - at.left), points(bottom - at.top)];
        const last = boxes.at(-1);
        const overlap = last?.[0] === number ? Math.min(box[3], last[4]) - Math.max(box[1], last[2]) : 0;
        if (overlap > (box[3] - box[1]) / 2) boxes[boxes.length - 1] = [number, Math.min(last[1], box[0]), Math.min(last[2], box[1]), Math.max(last[3], box[2]), Math.max(last[4], box[3])];
        else boxes.push([number, ...box]);
      }
    }
    return boxes.slice(0, MOST_BOXES);
  }

  // Highlights clauses by their ids, and quotes, and scrolls the first into view.
  show(ids, quotes) {
    this.light(ids, quotes);
    this.node.querySelector(".mark.now")?.scrollIntoView({ block: "center", behavior: "instant" });
  }

  light(ids, quotes) {
    this.wanted = [ids, quotes];
    this.node.querySelectorAll(".mark.pointer").forEach((mark) => mark.remove());
    for (const { page, box } of quotes.flatMap((quote) => quote.boxes ?? [])) this.mark(page, box, { class: "mark pointer now" });
    for (const mark of this.node.querySelectorAll(".mark[data-clause]")) mark.classList.toggle("now", ids.includes(mark.dataset.clause));
  }

  close() {
    this.observer?.disconnect();
    this.resized?.disconnect();
    this.document?.destroy();
  }
}

function scale({ node, width }) {
  node.style.setProperty("--total-scale-factor", String(node.clientWidth / width));
}

// The words on a page before the range, and after it; none if the range begins, or ends, on another page.
function before(layer, range) {
  if (!layer.contains(range.startContainer)) return "";
  const part = document.createRange();
  part.setStart(layer, 0);
  part.setEnd(range.startContainer, range.startOffset);
  return part.toString();
}

function after(layer, range) {
  if (!layer.contains(range.endContainer)) return "";
  const part = document.createRange();
  part.setStart(range.endContainer, range.endOffset);
  part.setEndAfter(layer.lastChild);
  return part.toString();
}

function contains({ top, bottom }, y) {
  return y >= top && y <= bottom;
}

function texts(layer) {
  const walker = document.createTreeWalker(layer, NodeFilter.SHOW_TEXT);
  const found = [];
  for (let node = walker.nextNode(); node; node = walker.nextNode()) found.push(node);
  return found;
}

// The rectangles of the words only: a range over whole pages would include the pages' own rectangles.
function* rectangles(range, layer) {
  for (const node of texts(layer)) {
    if (!range.intersectsNode(node) || !node.data.trim()) continue;
    const part = document.createRange();
    part.setStart(node, node === range.startContainer ? range.startOffset : 0);
    part.setEnd(node, node === range.endContainer ? range.endOffset : node.length);
    for (const rectangle of part.getClientRects()) if (rectangle.width > 0 && rectangle.height > 0) yield rectangle;
  }
}
