// Shows the contract next to its review: its pages, or the text that was read from them. A Word file has no fixed pages, and
// a review by an earlier version does not include the text.

import { h } from "../shared/dom.js";
import { PdfPages } from "./pdfpages.js";
import { TextView } from "./textview.js";
import { isWord } from "../shared/filetypes.js";

const NO_TEXT = "A Word file has no fixed pages, and this review is of an earlier version, which did not keep the text. The clauses are quoted in the list; review the contract again to read it here.";
const NO_PAGES = "The contract's pages could not be displayed. The clauses are quoted in the list.";

export class DocumentPane {
  constructor(view) {
    Object.assign(this, { view, entries: [], wanted: [[], []] });
    const text = () => view.text();
    const chosen = (id) => view.choose(id, "paper");
    this.text = text() && new TextView(text, chosen);
    this.pages = new PdfPages(view.review, text, chosen, this.text && ((page) => view.selectInText(page)));
    this.shown = this.pages;
    const button = (name, label) => h("button", { type: "button", onclick: () => this.turn(name) }, label);
    this.buttons = { pages: button("pages", "Pages"), text: button("text", "Text") };
    this.switch = h("div", { class: "switch", role: "group", "aria-label": "Show the contract as", hidden: !this.text }, ...Object.values(this.buttons));
    this.node = h("div", { class: "views" }, this.pages.node, this.text?.node);
    this.draw();
  }

  async load(url) {
    if (isWord(this.view.row.name)) return this.withoutPages(NO_TEXT);
    try {
      await this.pages.load(url);
    } catch {
      this.withoutPages(NO_PAGES);
    }
  }

  withoutPages(reason) {
    this.switch.hidden = true;
    if (this.text) this.turn("text");
    else this.pages.node.replaceChildren(h("p", { class: "empty soft" }, reason));
  }

  turn(name) {
    if (this.shown === this[name]) return;
    this.shown = this[name];
    this.draw();
    this.shown.update(this.entries);
    this.shown.show(...this.wanted);
    this.view.turned();
  }

  draw() {
    for (const [name, button] of Object.entries(this.buttons)) {
      button.setAttribute("aria-pressed", String(this.shown === this[name]));
      if (this[name]) this[name].node.hidden = this.shown !== this[name];
    }
  }

  update(entries) {
    this.entries = entries;
    this.shown.update(entries);
  }

  // Highlights clauses and quotes, and scrolls to them: in the text if they have no place on the pages, as a clause
  // that was added in the text.
  show(ids, quotes) {
    this.wanted = [ids, quotes];
    const marked = [...this.entries.filter(({ id }) => ids.includes(id)), ...quotes];
    if (this.text && marked.length && !marked.some(({ boxes }) => boxes?.length)) this.turn("text");
    this.shown.show(ids, quotes);
  }

  light(ids, quotes) {
    this.wanted = [ids, quotes];
    this.shown.light(ids, quotes);
  }

  close() {
    this.pages.close();
    this.text?.close();
  }
}
