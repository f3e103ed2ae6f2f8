// Offers actions for words that are selected on the pages or in the text: they become the chosen clause's, or a new clause.

import { h } from "../shared/dom.js";

const SHOWN = 90; // characters of the selected words
const MOST = 20_000; // characters of a clause that the service accepts

export class SelectionBar {
  constructor(view) {
    this.view = view;
    this.words = h("p", { class: "words" });
    this.replace = h("button", { type: "button", onclick: () => this.replaced() });
    this.category = view.clauses.categories("Category of the selected words", "");
    this.add = h("button", { type: "button", onclick: () => this.added() }, "Add as a clause");
    this.tools = h("div", { class: "marking" }, this.replace, this.category, this.add);
    const close = h("button", { type: "button", class: "quiet", "aria-label": "Do nothing with the selected words", onclick: () => this.close() }, "×");
    this.node = h("div", { class: "selection", role: "region", "aria-label": "The selected words", hidden: true }, this.words, this.tools, close);
    this.changed = () => this.look();
    document.addEventListener("selectionchange", this.changed);
  }

  // A click on this bar can end the selection: the words stay available until a new selection begins on the page.
  look() {
    const selected = this.view.paper.shown.selected();
    if (selected) this.offer(selected);
    else if (this.view.paper.node.contains(getSelection().anchorNode)) this.hide();
  }

  offer(selected) {
    this.selected = selected;
    const line = selected.words.replace(/\s+/g, " ");
    const { interval } = selected;
    const tooLong = interval && interval[1] - interval[0] > MOST;
    this.words.textContent = tooLong
      ? `A clause can have ${MOST.toLocaleString("en")} characters. Select fewer words.`
      : interval
      ? `“${line.length > SHOWN ? `${line.slice(0, SHOWN)}…` : line}”`
      : this.view.text()
        ? "These words are not in the reviewed text, as headers, footers and page numbers are not."
        : "This review is of an earlier version, in which words cannot be corrected. Review the contract again.";
    this.tools.hidden = !interval || tooLong;
    const chosen = this.view.chosen();
    this.replace.hidden = !chosen;
    this.replace.textContent = chosen ? `Make this the clause: ${chosen.label}` : "";
    if (chosen && this.node.hidden) this.category.value = chosen.category;
    this.node.hidden = false;
  }

  span() {
    const { interval, boxes } = this.selected;
    return { interval, text: this.view.text().slice(interval), boxes };
  }

  replaced() {
    this.view.clauses.respan(this.view.chosen(), this.span());
    this.close();
  }

  added() {
    this.view.clauses.add(this.category.value, this.span(), "paper");
    this.close();
  }

  hide() {
    this.node.hidden = true;
  }

  close() {
    getSelection().removeAllRanges();
    this.hide();
  }

  end() {
    document.removeEventListener("selectionchange", this.changed);
  }
}
