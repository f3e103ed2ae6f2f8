// Shows the panel of clauses: searched, shown on the page, and corrected: marked as right, wrong, of another category, with
// other words, or added if the model missed them.

import { h, legend, marked, plural } from "../shared/dom.js";
import { place } from "../shared/fields.js";

export const VERDICTS = { r: "right", w: "wrong" };
const STATE_TEXT = { right: "right", wrong: "wrong", changed: "corrected", added: "added" };

export class ClausesPanel {
  constructor(view) {
    Object.assign(this, { view, query: "", category: "" });
    this.search = h("input", { type: "search", placeholder: "Search the clauses", "aria-label": "Search the clauses" });
    this.search.addEventListener("input", () => this.filter(this.search.value.trim().toLowerCase(), this.category));
    this.kind = h("select", { "aria-label": "Kind of clause" });
    this.kind.addEventListener("change", () => this.filter(this.query, this.kind.value));
    this.list = h("ul", { class: "plain clause-list" });
    this.hits = h("p", { class: "soft small", role: "status" });
    const keys = legend(["j k", "next and previous clause"], ["r", "right"], ["w", "wrong"], ["c", "category"], ["t", "select in the text"], ["/", "search"], ["Esc", "back"]);
    this.whole = h("input", { type: "checkbox", id: "fully-reviewed", onchange: () => view.marks.set("contract:review", { complete: this.whole.checked || null }) });
    const whole = h("label", { class: "whole", for: "fully-reviewed" }, this.whole, h("span", {}, "Fully reviewed: all clauses listed here are right or corrected, and none is missing."));
    this.gone = h("div", {});
    this.node = view.panel("clauses", h("div", { class: "tools" }, this.search, this.kind), this.hits, keys, this.list, this.missing(), whole, this.gone);
  }

  refresh() {
    this.whole.checked = this.view.marks.get("contract:review").complete === true;
    const kinds = new Map(this.view.all.map((entry) => [entry.category, entry.label]));
    if (!kinds.has(this.category)) this.category = "";
    const options = [["", "All kinds"], ...[...kinds].sort((a, b) => a[1].localeCompare(b[1]))];
    this.kind.replaceChildren(...options.map(([value, label]) => h("option", { value, selected: value === this.category }, label)));
    this.filter(this.query, this.category);
    this.showGone();
  }

  // Marks of clauses that a later review no longer has.
  showGone() {
    const { entries } = this.view;
    const gone = entries.gone().map(([, { was, category, verdict }]) =>
      h("li", {}, h("p", {}, h("strong", {}, entries.labels.get(was.category) ?? was.category), ` “${was.text}”`), h("p", { class: "soft small" }, `Marked ${verdict ?? `corrected${category ? ` to ${entries.labels.get(category) ?? category}` : ""}`}`)),
    );
    this.gone.replaceChildren(...this.view.gone("Marked in an earlier review, no longer found", gone));
  }

  filter(query, category) {
    Object.assign(this, { query, category });
    const { all } = this.view;
    this.shown = all.filter((entry) => (!category || entry.category === category) && matches(entry, query));
    this.draw();
    const whole = this.shown.length === all.length ? `${plural(all.length, "clause")}, in the contract's order` : `${this.shown.length} of ${plural(all.length, "clause")}`;
    const marks = all.filter((entry) => entry.state).length;
    this.hits.textContent = whole + (marks ? `, ${marks} marked` : "");
  }

  // Redraws the list; the focus stays where it was.
  draw() {
    const focused = this.list.contains(document.activeElement) ? document.activeElement.dataset.focus : null;
    this.list.replaceChildren(...this.shown.map((entry) => h("li", {}, this.clause(entry), entry.id === this.view.now ? this.corrections(entry) : null)));
    if (focused) this.list.querySelector(`[data-focus="${CSS.escape(focused)}"]`)?.focus({ preventScroll: true });
  }

  clause(entry) {
    const { id, state, score } = entry;
    const facts = [place(entry), entry.heading.at(-1)].filter(Boolean).join(" · ");
    const tag = state ? h("span", { class: `tag ${state}` }, STATE_TEXT[state]) : null;
    return h(
      "button",
      { type: "button", class: `clause ${state}`, "data-clause": id, "data-focus": `clause ${id}`, "aria-pressed": String(id === this.view.now), onclick: () => this.view.choose(id, "list") },
      h("span", { class: "category" }, h("span", {}, ...marked(entry.label, this.query), " ", tag), score === null ? null : h("span", { class: "score", title: "The model's score" }, score.toFixed(2))),
      h("span", { class: "text" }, ...marked(entry.text, this.query)),
      h("span", { class: "soft small" }, ...marked(facts, this.query)),
    );
  }

  // The actions for the chosen clause.
  corrections(entry) {
    const button = (label, name, attributes) => h("button", { type: "button", "data-focus": `${name} ${entry.id}`, ...attributes }, label);
    const verdict = (key, label) => button(label, key, { "aria-pressed": String(entry.state === VERDICTS[key]), "aria-keyshortcuts": key, onclick: () => this.judge(entry, key) });
    const category = this.categories("Category of this clause", entry.category);
    category.dataset.focus = `category ${entry.id}`;
    category.addEventListener("change", () => this.recategorise(entry, category.value));
    const own = entry.state === "added" ? [button("Remove", "remove", { onclick: () => this.view.marks.set(entry.key, null) })] : [verdict("r", "Right"), verdict("w", "Wrong")];
    const undo = entry.state === "changed" ? button("Undo", "undo", { onclick: () => this.view.marks.set(entry.key, null) }) : null;
    return h(
      "div",
      { class: "marking corrections", role: "group", "aria-label": "Correct this clause" },
      ...own,
      undo,
      category,
      h("p", { class: "soft small" }, "If these are not the right words, drag the ends on the page or in the text, or select others there."),
    );
  }

  categories(label, chosen) {
    return h("select", { "aria-label": label }, ...this.view.entries.categories().map(([value, name]) => h("option", { value, selected: value === chosen }, name)));
  }

  judge(entry, key) {
    if (!entry?.clause) return;
    const verdict = entry.state === VERDICTS[key] ? null : VERDICTS[key];
    this.change(entry, verdict === null ? null : { verdict });
  }

  recategorise(entry, category) {
    if (entry.clause) this.change(entry, { category: category === entry.clause.category ? null : category, verdict: null });
    else this.view.marks.set(entry.key, { category });
  }

  // Replaces the clause's words with those of `span` ({interval, text, boxes}).
  respan(entry, span) {
    if (entry.clause) this.change(entry, { span, verdict: null });
    else this.view.marks.set(entry.key, { span });
  }

  change(entry, fields) {
    this.view.marks.set(entry.key, fields && { ...fields, was: this.view.entries.was(entry.clause) });
  }

  add(category, span, from) {
    const key = `added:${crypto.randomUUID?.() ?? Math.random().toString(36).slice(2)}`;
    this.view.marks.set(key, { category, span });
    this.view.choose(key, from);
  }

  // Adds a missed clause by typing its words.
  missing() {
    const words = h("textarea", { rows: "3", "aria-label": "The words of the missing clause" });
    const category = this.categories("Category of the missing clause", "");
    const said = h("p", { class: "small bad", role: "status" });
    const add = () => {
      const interval = this.view.text()?.locate(words.value);
      said.textContent = interval ? "" : "These words are not in the reviewed text. Copy them from the contract.";
      if (!interval) return;
      this.add(category.value, { interval, text: this.view.text().slice(interval), boxes: [] }, "list");
      words.value = "";
    };
    return h(
      "details",
      { class: "missing" },
      h("summary", {}, "Add a missing clause"),
      h("p", { class: "soft small" }, "Select its words on the page or in the text, or type them here."),
      words,
      h("div", { class: "marking" }, category, h("button", { type: "button", onclick: add }, "Add")),
      said,
    );
  }

  step(by) {
    if (!this.shown.length) return;
    const at = this.shown.findIndex((entry) => entry.id === this.view.now);
    const next = at < 0 ? 0 : Math.min(this.shown.length - 1, Math.max(0, at + by));
    this.view.choose(this.shown[next].id, "keys");
  }
}

function matches(entry, query) {
  return !query || [entry.text, entry.label, ...entry.heading].some((text) => text.toLowerCase().includes(query));
}
