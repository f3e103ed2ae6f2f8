// The second view: one contract's review next to the contract, to be worked through and corrected.

import { h, plural } from "../shared/dom.js";
import { ClausesPanel } from "./clausespanel.js";
import { ClauseHandles } from "./clausehandles.js";
import { CorrectedClauses } from "./correctedclauses.js";
import { workStatus } from "../list/contractrow.js";
import { asHtml, asJson, save, stem } from "./export.js";
import { extent, labelOf, place } from "../shared/fields.js";
import { FlagsPanel } from "./flagspanel.js";
import { DocumentPane } from "./documentpane.js";
import { ReviewedText } from "./reviewedtext.js";
import { SelectionBar } from "./selectionbar.js";
import { handleKey } from "./shortcuts.js";
import { SummaryPanel } from "./summarypanel.js";

const KEEPING = {
  loading: "",
  saved: "Marks are saved.",
  saving: "Saving…",
  offline: "The service cannot be reached. Your marks are kept in this browser and sent once it can be reached again.",
  "signed-out": "Your session has expired. Your marks are kept in this browser and sent when you have signed in again.",
};

export class ReviewView {
  // `work` is called with the state that the reader gives the contract.
  constructor(row, review, marks, work) {
    Object.assign(this, { row, review, marks, work, now: null, tab: "summary" });
    this.entries = new CorrectedClauses(review, marks);
    this.all = this.entries.all();
    this.paper = new DocumentPane(this);
    this.edges = new ClauseHandles(this);
    this.keys = (event) => handleKey(this, event);
    this.changed = () => this.refresh();
    this.leaving = (event) => marks.unkept && marks.unsent() && event.preventDefault();
    this.hidden = () => document.activeElement?.blur?.(); // saves a note that is being written
    addEventListener("keydown", this.keys);
    addEventListener("beforeunload", this.leaving);
    addEventListener("pagehide", this.hidden);
    marks.addEventListener("change", this.changed);
  }

  // The reviewed text, indexed when words are first looked up in it; null if the review does not include it.
  text() {
    if (this.read === undefined) this.read = this.review.document.text == null ? null : new ReviewedText(this.review.document.text);
    return this.read;
  }

  close() {
    this.hidden();
    removeEventListener("pagehide", this.hidden);
    removeEventListener("keydown", this.keys);
    removeEventListener("beforeunload", this.leaving);
    this.marks.removeEventListener("change", this.changed);
    this.marks.close();
    this.bar?.end();
    this.paper.close();
  }

  render() {
    const { review, row } = this;
    const title = review.summary.document_name?.text ?? stem(row.name);
    const exports = h(
      "div",
      { class: "exports" },
      h("button", { type: "button", class: "narrow", onclick: () => this.node.classList.add("placed") }, "Contract"),
      h("span", { class: "soft small wide" }, "Export"),
      h("button", { type: "button", onclick: () => save(`${stem(row.name)}.review.json`, "application/json", asJson(review, this.marks.all())) }, "JSON"),
      h("button", { type: "button", onclick: () => save(`${stem(row.name)}.review.html`, "text/html", asHtml(review, row.name, this.entries)) }, "HTML"),
    );
    const facts = `${row.name} · ${extent(review.document)} · ${plural(this.entries.found.length, "clause")} found`;
    this.clauses = new ClausesPanel(this);
    this.flags = new FlagsPanel(this);
    this.summary = new SummaryPanel(this);
    this.panels = { summary: this.summary.node, flags: this.flags.node, clauses: this.clauses.node, absent: this.absent() };
    this.state = h("div", { class: "work" });
    this.keeping = h("p", { class: "keeping soft small", role: "status" });
    this.place = h("span", { class: "place", "aria-live": "polite" }, "The contract");
    this.steps = h("span", { class: "steps" });
    this.bar = new SelectionBar(this);
    this.node = h(
      "div",
      { class: "review" },
      h(
        "section",
        { class: "findings", "aria-label": "The review" },
        h("div", { class: "head" }, h("a", { class: "back", href: "#/" }, "‹ All contracts"), exports),
        h("h1", {}, title),
        h("p", { class: "soft" }, facts),
        this.state,
        this.keeping,
        this.tabs(),
        ...Object.values(this.panels),
      ),
      h("section", { class: "paper", "aria-label": "The contract" }, h("div", { class: "above" }, this.place, this.paper.switch, this.steps, this.back()), this.paper.node, this.bar.node),
    );
    this.open("summary");
    this.refresh();
    this.showState(row);
    return this.node;
  }

  async load(url) {
    this.marks.load();
    await this.paper.load(url);
  }

  // The pages were replaced by the text, or the other way round.
  turned() {
    this.bar?.close();
    this.edges.show(this.tab === "clauses" ? this.chosen() : null);
  }

  // Leads to the text, to select words by keyboard or if a page is an image: to the chosen clause, or the page's first.
  selectInText(page) {
    if (!this.paper.text) return;
    this.paper.turn("text");
    const entry = [this.chosen(), ...this.all].find((one) => one && (page === undefined ? one === this.chosen() : one.pages.includes(page)));
    this.paper.text.enter(entry?.interval[0] ?? null);
  }

  // Redraws everything that depends on the marks.
  refresh() {
    if (!this.node) return;
    this.all = this.entries.all();
    this.summary.refresh();
    this.flags.refresh();
    this.clauses.refresh();
    const shown = JSON.stringify(this.all.map(({ id, label, state, interval, boxes }) => [id, label, state, interval, boxes]));
    if (shown !== this.onPaper) this.paper.update(this.all);
    this.onPaper = shown;
    if (this.tab === "clauses") this.edges.show(this.chosen());
    const { state, reason } = this.marks;
    this.keeping.textContent = state === "refused" ? `Your marks could not be saved: ${reason}` : KEEPING[state];
    this.keeping.classList.toggle("warning", ["refused", "offline", "signed-out"].includes(state));
  }

  // The contract's state, as the list shows it; `row` is the latest.
  showState(row) {
    const said = row.error_text ?? "";
    const shown = `${row.status} ${row.work_status} ${said}`;
    if (shown === this.stateShown) return;
    this.stateShown = shown;
    const focused = this.state.contains(document.activeElement);
    const select = row.status === "ready" ? [h("span", { class: "soft small" }, "State"), workStatus(row.work_status ?? "new", "this contract", this.work)] : [];
    this.state.replaceChildren(...select, h("span", { class: "reason", role: "status" }, said));
    if (focused) select.at(-1)?.focus();
  }

  tabs() {
    const counts = { flags: this.review.flags.length, clauses: this.entries.found.length, absent: this.review.absent.length };
    const labels = { summary: "Summary", flags: "Points to review", clauses: "Clauses", absent: "Absent" };
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

  // Marks of what is no longer in the review are kept, and shown as such.
  gone(title, items) {
    return items.length ? [h("h2", { class: "gone" }, title), h("ul", { class: "plain gone" }, ...items)] : [];
  }

  absent() {
    const items = this.review.absent.map((one) => h("li", {}, labelOf(one)));
    return this.panel("absent", h("p", { class: "soft small" }, "Not found anywhere in the contract."), h("ul", { class: "absent-list" }, ...items));
  }

  chosen() {
    return this.all.find((entry) => entry.id === this.now);
  }

  // Marks one clause in the list and on the contract. `from`: where the reader is looking; that side does not scroll.
  choose(id, from) {
    this.now = id;
    if (from !== "list" || this.tab !== "clauses") this.open("clauses");
    const { clauses } = this;
    if (!clauses.shown.some((entry) => entry.id === id)) {
      clauses.search.value = clauses.kind.value = "";
      clauses.filter("", "");
    } else clauses.draw();
    const entry = clauses.list.querySelector(`[data-clause="${CSS.escape(id)}"]`);
    const inText = document.activeElement === this.paper.text?.body;
    if (!inText) entry?.focus({ preventScroll: true });
    this.node.classList.add("placed");
    if (from === "paper") this.paper.light([id], []);
    else this.paper.show([id], []);
    if (inText && from !== "paper") this.paper.text.enter(this.chosen().interval[0]);
    if (from !== "list") entry?.scrollIntoView({ block: "nearest" });
    this.edges.show(this.chosen());
    this.tell(this.chosen(), "clause");
  }

  // Highlights what a flag is about, on the contract only: the list of flags does not change.
  point(ids, quotes, what, across) {
    this.now = ids[0] ?? this.now;
    this.clauses.draw();
    this.edges.show(null);
    if (across) this.node.classList.add("placed");
    this.paper.show(ids, quotes);
    const chosen = this.all.filter((entry) => ids.includes(entry.id));
    const first = (numbers) => numbers.filter(Boolean).sort((a, b) => a - b).slice(0, 1);
    const pages = first([...quotes.map((one) => one.page), ...chosen.flatMap((entry) => entry.pages)]);
    const paragraphs = first([...quotes.map((one) => one.paragraph), ...chosen.flatMap((entry) => entry.paragraphs)]);
    this.tell({ label: what, pages, paragraphs }, "flag");
  }

  // On a narrow screen the contract covers the list: a line above it says what is marked, with a way back.
  tell({ label, pages, paragraphs }, what) {
    const where = place({ pages: pages.slice(0, 1), paragraphs: paragraphs?.slice(0, 1) });
    this.place.replaceChildren(h("strong", {}, label), where && ` · ${where}`);
    this.steps.replaceChildren(
      h("button", { type: "button", "aria-label": `Previous ${what}`, onclick: () => this.step(-1) }, "↑"),
      h("button", { type: "button", "aria-label": `Next ${what}`, onclick: () => this.step(1) }, "↓"),
    );
  }

  back() {
    return h("button", { type: "button", class: "narrow", onclick: () => this.uncover() }, "List");
  }

  // Shows the list again on a narrow screen, which the contract covered.
  uncover() {
    this.node.classList.remove("placed");
    if (this.tab === "flags") this.flags.reveal();
  }

  step(by) {
    (this.tab === "flags" ? this.flags : this.clauses).step(by);
  }
}
