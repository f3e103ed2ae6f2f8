// A Word file has no pages that could be drawn: its clauses are shown next to the review, as text in the contract's
// order.

import { h } from "./dom.js";
import { labelOf } from "./fields.js";

export function isWord(name) {
  return /\.docx$/i.test(name);
}

// `chosen` is called with the id of the clause that was clicked; the nodes have the same class as clauses on a drawn
// page.
export function clausesAsText(clauses, chosen) {
  const note = h("p", { class: "soft small" }, "A Word file has no fixed pages, so none are shown. These are the clauses that were found, word for word and in the contract's order.");
  const texts = clauses.map((clause) =>
    h("div", { class: "mark words", "data-clause": String(clause.id), title: labelOf(clause), onclick: () => chosen(String(clause.id)) }, h("p", { class: "soft small" }, [labelOf(clause), clause.heading.at(-1)].filter(Boolean).join(" · ")), h("p", {}, clause.text)),
  );
  return h("div", { class: "sheet as-text" }, note, ...texts);
}
