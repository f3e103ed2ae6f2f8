// The contract's pages, drawn by pdf.js as they come into sight, with the clauses marked on them.

import { labelOf } from "./fields.js";
import { h } from "./dom.js";
import * as pdfjs from "./pdfjs/pdf.min.mjs";

pdfjs.GlobalWorkerOptions.workerSrc = new URL("./pdfjs/pdf.worker.min.mjs", import.meta.url).href;
const WASM = new URL("./pdfjs/", import.meta.url).href;
const SHARPEST = 2; // device pixels: more costs memory and shows nothing

export class Sheets {
  // `chosen` hears which clause's mark was clicked.
  constructor(review, chosen) {
    this.review = review;
    this.chosen = chosen;
    this.sheets = [];
    this.node = h("div", { class: "sheets", role: "region", "aria-label": "The contract", tabindex: "0" });
  }

  async load(url) {
    this.document = await pdfjs.getDocument({ url, wasmUrl: WASM, disableAutoFetch: true, disableRange: true }).promise;
    const sizes = await Promise.all(Array.from({ length: this.document.numPages }, (_, at) => this.size(at + 1)));
    this.sheets = sizes.map(({ width, height }, at) => this.sheet(at + 1, width, height));
    this.node.replaceChildren(...this.sheets.map((sheet) => sheet.node));
    const seen = (entries) => entries.forEach((entry) => this.seen(Number(entry.target.dataset.page), entry.isIntersecting));
    this.observer = new IntersectionObserver(seen, { root: this.node, rootMargin: "100% 0px" });
    for (const sheet of this.sheets) this.observer.observe(sheet.node);
    if (this.wanted !== undefined) this.show(this.wanted);
  }

  async size(number) {
    const page = await this.document.getPage(number);
    return page.getViewport({ scale: 1 });
  }

  sheet(number, width, height) {
    const node = h("div", { class: "sheet", "data-page": String(number), role: "img", "aria-label": `Page ${number} of the contract` });
    node.style.aspectRatio = `${width} / ${height}`;
    node.append(h("span", { class: "number", "aria-hidden": "true" }, String(number)));
    const unread = this.review.document.unread.find((part) => part.page === number);
    if (unread) node.append(h("p", { class: "unread" }, `Not read: ${unread.reason}`));
    for (const clause of this.review.clauses) {
      if (!clause.found) continue;
      for (const { page, box } of clause.boxes) if (page === number) node.append(this.mark(clause, box, width, height));
    }
    return { node, number, width };
  }

  // Boxes are in points from the page's top left, as the viewport's size is.
  mark(clause, [x0, y0, x1, y1], width, height) {
    const node = h("span", { class: "mark", "data-clause": String(clause.id), title: labelOf(clause), onclick: () => this.chosen(clause.id) });
    const percent = (value, whole) => `${(100 * value) / whole}%`;
    Object.assign(node.style, { left: percent(x0, width), top: percent(y0, height), width: percent(x1 - x0, width), height: percent(y1 - y0, height) });
    return node;
  }

  seen(number, near) {
    const sheet = this.sheets[number - 1];
    if (near && !sheet.drawn) this.draw(sheet).catch(() => (sheet.drawn = false));
    if (!near && sheet.drawn) {
      sheet.canvas?.remove(); // a long contract's pages do not fit into a phone's memory
      sheet.drawn = false;
    }
  }

  async draw(sheet) {
    sheet.drawn = true;
    const page = await this.document.getPage(sheet.number);
    const scale = (sheet.node.clientWidth / sheet.width) * Math.min(devicePixelRatio || 1, SHARPEST);
    const viewport = page.getViewport({ scale });
    const canvas = h("canvas", { width: Math.floor(viewport.width), height: Math.floor(viewport.height) });
    await page.render({ canvas, viewport }).promise;
    if (!sheet.drawn) return;
    sheet.canvas?.remove();
    sheet.canvas = canvas;
    sheet.node.prepend(canvas);
  }

  show(id) {
    this.wanted = id;
    this.node.querySelectorAll(".mark.now").forEach((mark) => mark.classList.remove("now"));
    const marks = this.node.querySelectorAll(`.mark[data-clause="${id}"]`);
    marks.forEach((mark) => mark.classList.add("now"));
    marks[0]?.scrollIntoView({ block: "center", behavior: "instant" });
  }

  close() {
    this.observer?.disconnect();
    this.document?.destroy();
  }
}
