// The second view: one contract's review, its clauses beside the pages that they stand on.

import { h, marked, plural } from "./dom.js";
import { asHtml, save, stem } from "./export.js";
import { FIELDS, labelOf, shownValue } from "./fields.js";
import { Sheets } from "./sheets.js";

const SEVERITIES = ["high", "medium", "low"];
const LONG = 140; // characters of a value or a quotation in the summary

function noted({ page, kind, text, author, about }) {
  const what = kind === "hidden" ? "text that cannot be seen" : kind;
  return `Page ${page}, ${what}${author ? ` by ${author}` : ""}${about ? ` on “${about}”` : ""}${text ? `: ${text}` : ""}`;
}

export class ReviewView {
  constructor(row, review) {
    Object.assign(this, { row, review, query: "", category: "", now: null, tab: "summary" });
    this.found = review.clauses.filter((clause) => clause.found);
    this.found.sort((a, b) => a.interval[0] - b.interval[0] || a.id - b.id);
    this.sheets = new Sheets(review, (id) => this.choose(id, "contract"));
    this.keys = (event) => this.key(event);
    addEventListener("keydown", this.keys);
  }

  close() {
    removeEventListener("keydown", this.keys);
    this.sheets.close();
  }

  render() {
    const { review, row } = this;
    const title = review.summary.document_name?.text ?? stem(row.name);
    const exports = h(
      "div",
      { class: "exports" },
      h("button", { type: "button", class: "narrow", onclick: () => this.node.classList.add("placed") }, "Pages"),
      h("span", { class: "soft small wide" }, "Export"),
      h("button", { type: "button", onclick: () => this.saveJson() }, "JSON"),
      h("button", { type: "button", onclick: () => save(`${stem(row.name)}.review.html`, "text/html", asHtml(review, row.name)) }, "HTML"),
    );
    const facts = `${row.name} · ${plural(review.document.pages, "page")} · ${plural(this.found.length, "clause")} found`;
    this.panels = { summary: this.summary(), flags: this.flags(), clauses: this.clauses(), absent: this.absent() };
    this.place = h("div", { class: "place unset", "aria-live": "polite" }, h("span", {}, "The pages"), this.back());
    this.node = h(
      "div",
      { class: "review" },
      h(
        "section",
        { class: "findings", "aria-label": "The review" },
        h("div", { class: "head" }, h("a", { class: "back", href: "#/" }, "‹ All contracts"), exports),
        h("h1", {}, title),
        h("p", { class: "soft" }, facts),
        this.tabs(),
        ...Object.values(this.panels),
      ),
      h("section", { class: "paper", "aria-label": "The pages" }, this.place, this.sheets.node),
    );
    this.open("summary");
    return this.node;
  }

  async load(url) {
    try {
      await this.sheets.load(url);
    } catch {
      this.sheets.node.replaceChildren(h("p", { class: "empty soft" }, "The contract's pages could not be drawn here. The clauses are quoted beside."));
    }
  }

  tabs() {
    const counts = { flags: this.review.flags.length, clauses: this.found.length, absent: this.review.absent.length };
    const labels = { summary: "Summary", flags: "To look at", clauses: "Clauses", absent: "Absent" };
    this.buttons = Object.fromEntries(
      Object.entries(labels).map(([name, label]) => {
        const count = counts[name] === undefined ? null : h("span", { class: "count" }, String(counts[name]));
        const attributes = { type: "button", role: "tab", id: `tab-${name}`, "aria-controls": `panel-${name}`, onclick: () => this.open(name) };
        return [name, h("button", attributes, label, count)];
      }),
    );
    const list = h("div", { class: "tabs", role: "tablist", "aria-label": "Parts of the review" }, ...Object.values(this.buttons));
    list.addEventListener("keydown", (event) => {
      const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
      if (!step) return;
      const names = Object.keys(this.buttons);
      this.open(names[(names.indexOf(this.tab) + step + names.length) % names.length]);
      this.buttons[this.tab].focus();
      event.stopPropagation();
    });
    return list;
  }

  open(tab) {
    this.tab = tab;
    for (const [name, button] of Object.entries(this.buttons)) {
      button.setAttribute("aria-selected", String(name === tab));
      button.tabIndex = name === tab ? 0 : -1;
      this.panels[name].hidden = name !== tab;
    }
  }

  panel(name, ...children) {
    return h("div", { class: `panel ${name}`, role: "tabpanel", id: `panel-${name}`, "aria-labelledby": `tab-${name}` }, ...children);
  }

  summary() {
    const { summary, document } = this.review;
    const parties = summary.parties.map((party) =>
      h("li", {}, this.link(party.clause, party.name), party.defined_as.length ? h("span", { class: "soft" }, ` (${party.defined_as.join(", ")})`) : null),
    );
    const rows = FIELDS.map(([name, label]) => [h("dt", {}, label), h("dd", {}, this.value(summary[name]))]);
    return this.panel(
      "summary",
      document.unread.length ? h("p", { class: "warning" }, this.unread()) : null,
      ...document.remarks.map((remark) => h("p", { class: "warning" }, remark)),
      document.notes?.length ? h("details", {}, h("summary", {}, `${document.notes.length} notes in the file, not reviewed`), h("ul", {}, ...document.notes.map((note) => h("li", {}, noted(note))))) : null,
      h("dl", {}, h("dt", {}, "Parties"), h("dd", {}, parties.length ? h("ul", { class: "plain" }, ...parties) : none()), ...rows),
      h("p", { class: "soft small" }, "Every value leads to the clause that it was read from. A model chose the clauses and can be wrong or miss some: a reader's aid, and no legal advice."),
    );
  }

  unread() {
    const parts = this.review.document.unread.map((part) => `page ${part.page}: ${part.reason}`);
    return `Not read, and so not reviewed: ${parts.slice(0, 5).join("; ")}${parts.length > 5 ? ` and ${parts.length - 5} more` : ""}.`;
  }

  value(field) {
    if (!field) return none();
    const shown = shorter(shownValue(field));
    const known = shown === field.text || field.text.length > LONG || new Date(field.text) - new Date(shown) === 0;
    return [this.link(field.clause, shown), known ? null : h("span", { class: "quote" }, `“${field.text}”`)];
  }

  link(id, text) {
    return h("button", { type: "button", class: "source", onclick: () => this.choose(id, "summary") }, text);
  }

  // Where a quote stands: a link to its clause, where it stands in one.
  whereabouts(quote) {
    const words = [quote.section, `page ${quote.page}`].filter(Boolean).join(", ");
    return quote.clause === null ? h("span", { class: "soft small" }, words) : this.link(quote.clause, words);
  }

  flags() {
    const { flags, playbook } = this.review;
    const ordered = [...flags].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    const items = ordered.map((flag) =>
      h(
        "li",
        { class: `flag ${flag.severity}` },
        h("p", {}, h("strong", { class: "severity" }, flag.severity), " ", flag.why),
        ...flag.quotes.map((quote) => h("blockquote", {}, `“${quote.text}” `, this.whereabouts(quote))),
        flag.norm ? h("p", { class: "soft small" }, `The norm: ${flag.norm}`) : null,
        flag.suggestion ? h("p", { class: "ask" }, flag.suggestion) : null,
      ),
    );
    const note = h("p", { class: "soft small" }, `Held against the playbook “${playbook}”, the worst first.`);
    return this.panel("flags", note, items.length ? h("ul", { class: "plain" }, ...items) : h("p", { class: "empty soft" }, "Nothing unusual by this playbook."));
  }

  clauses() {
    const categories = new Map(this.found.map((clause) => [clause.category, labelOf(clause)]));
    this.search = h("input", { type: "search", placeholder: "Search the clauses", "aria-label": "Search the clauses" });
    this.search.addEventListener("input", () => this.filter(this.search.value.trim().toLowerCase(), this.category));
    const kind = h("select", { "aria-label": "Kind of clause" }, h("option", { value: "" }, "All kinds"));
    for (const [category, label] of [...categories].sort((a, b) => a[1].localeCompare(b[1]))) kind.append(h("option", { value: category }, label));
    kind.addEventListener("change", () => this.filter(this.query, kind.value));
    this.kind = kind;
    this.list = h("ul", { class: "plain clause-list" });
    this.hits = h("p", { class: "soft small", role: "status" });
    this.filter("", "");
    const keys = h("p", { class: "soft small keys" }, h("kbd", {}, "j"), " ", h("kbd", {}, "k"), " next and previous clause, ", h("kbd", {}, "/"), " search, ", h("kbd", {}, "Esc"), " back");
    return this.panel("clauses", h("div", { class: "tools" }, this.search, kind), this.hits, this.list, keys);
  }

  filter(query, category) {
    Object.assign(this, { query, category });
    this.shown = this.found.filter((clause) => (!category || clause.category === category) && matches(clause, query));
    this.list.replaceChildren(...this.shown.map((clause) => h("li", {}, this.clause(clause))));
    const all = this.shown.length === this.found.length;
    this.hits.textContent = all ? `${plural(this.found.length, "clause")}, in the contract's order` : `${this.shown.length} of ${plural(this.found.length, "clause")}`;
  }

  clause(clause) {
    const pages = `${clause.pages.length > 1 ? "pages" : "page"} ${clause.pages.join(", ")}`;
    const facts = [pages, clause.heading.at(-1)].filter(Boolean).join(" · ");
    return h(
      "button",
      { type: "button", class: "clause", "data-clause": String(clause.id), "aria-pressed": String(clause.id === this.now), onclick: () => this.choose(clause.id, "list") },
      h("span", { class: "category" }, ...marked(labelOf(clause), this.query), h("span", { class: "score", title: "The model's score" }, clause.score.toFixed(2))),
      h("span", { class: "text" }, ...marked(clause.text, this.query)),
      h("span", { class: "soft small" }, ...marked(facts, this.query)),
    );
  }

  absent() {
    const items = this.review.absent.map((one) => h("li", {}, labelOf(one)));
    return this.panel("absent", h("p", { class: "soft small" }, "Looked for in the whole contract and not found."), h("ul", { class: "absent-list" }, ...items));
  }

  // Marks one clause in the list and on the page. `from`: where the reader is looking, which stays where it is.
  choose(id, from) {
    this.now = id;
    if (from !== "list" || this.tab !== "clauses") this.open("clauses");
    if (!this.shown.some((clause) => clause.id === id)) {
      this.search.value = this.kind.value = "";
      this.filter("", "");
    }
    for (const button of this.list.querySelectorAll(".clause")) button.setAttribute("aria-pressed", String(Number(button.dataset.clause) === id));
    const entry = this.list.querySelector(`[data-clause="${id}"]`);
    entry?.focus({ preventScroll: true });
    this.node.classList.add("placed");
    this.sheets.show(id);
    if (from !== "list") entry?.scrollIntoView({ block: "nearest" });
    this.tell(id);
  }

  // On a narrow screen the page covers the list: what is marked is said above it, with a way back.
  tell(id) {
    const clause = this.review.clauses[id];
    this.place.classList.remove("unset");
    this.place.replaceChildren(
      h("span", {}, h("strong", {}, labelOf(clause)), ` · page ${clause.pages[0]}`),
      h("span", { class: "steps" },
        h("button", { type: "button", "aria-label": "Previous clause", onclick: () => this.step(-1) }, "↑"),
        h("button", { type: "button", "aria-label": "Next clause", onclick: () => this.step(1) }, "↓"),
        this.back(),
      ),
    );
  }

  back() {
    return h("button", { type: "button", class: "narrow", onclick: () => this.node.classList.remove("placed") }, "List");
  }

  step(by) {
    if (!this.shown.length) return;
    const at = this.shown.findIndex((clause) => clause.id === this.now);
    const next = at < 0 ? 0 : Math.min(this.shown.length - 1, Math.max(0, at + by));
    this.choose(this.shown[next].id, "keys");
  }

  key(event) {
    if (event.ctrlKey || event.metaKey || event.altKey) return;
    const typing = event.target.matches?.("input, select, textarea");
    if (event.key === "Escape") {
      if (typing) event.target.blur();
      else if (this.node.classList.contains("placed") && matchMedia("(max-width: 56rem)").matches) this.node.classList.remove("placed");
      else location.hash = "#/";
    } else if (!typing && event.key === "/") {
      event.preventDefault();
      this.open("clauses");
      this.search.focus();
    } else if (!typing && (event.key === "j" || event.key === "k")) {
      event.preventDefault();
      this.step(event.key === "j" ? 1 : -1);
    }
  }

  saveJson() {
    save(`${stem(this.row.name)}.review.json`, "application/json", JSON.stringify(this.review, null, 2));
  }
}

function matches(clause, query) {
  return !query || [clause.text, labelOf(clause), ...clause.heading].some((text) => text.toLowerCase().includes(query));
}

function shorter(text) {
  return text.length > LONG ? `${text.slice(0, text.lastIndexOf(" ", LONG))} …` : text;
}

function none() {
  return h("span", { class: "soft" }, "not found");
}
