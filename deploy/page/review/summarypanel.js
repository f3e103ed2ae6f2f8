// Shows the panel of the summary: what the contract says, each value with its clause, which the user can correct.

import { h } from "../shared/dom.js";
import { CORRECTED, correctedValue, isNone } from "../shared/corrections.js";
import { FIELDS, beginning, plainValue, roleTerms, shownValue } from "../shared/fields.js";

const LONG = 140; // characters of a value or a quotation
// What to write, where deadlines are reckoned from it.
const WRITTEN = {
  expiration_date: "Write a date, such as 4 May 2031, or “indefinite”: no deadline follows from this.",
  renewal_term: "Write a period, such as “1 year, automatic”, or “none”: no deadline follows from this.",
  renewal_notice: "Write a period, such as 90 days: no deadline follows from this.",
};

export class SummaryPanel {
  constructor(view) {
    Object.assign(this, { view, editing: null });
    this.list = h("dl", {});
    this.node = view.panel("summary", ...this.notices(), this.list, h("p", { class: "soft small" }, "Every value leads to the clause that it was read from. A model chose the clauses and can be wrong or miss some: a reader's aid, and no legal advice."));
  }

  notices() {
    const { document } = this.view.review;
    const notes = document.notes ?? [];
    return [
      document.unread.length ? h("p", { class: "warning" }, unread(document)) : null,
      ...document.remarks.map((remark) => h("p", { class: "warning" }, remark)),
      notes.length ? h("details", {}, h("summary", {}, `${notes.length} notes in the file, not reviewed`), h("ul", {}, ...notes.map((note) => h("li", {}, noted(note))))) : null,
    ];
  }

  refresh() {
    if (this.editing) return; // not while the reader is editing
    const rows = [["parties", "Parties"], ...FIELDS].flatMap(([name, label]) => [h("dt", {}, label), h("dd", {}, ...this.row(name, label))]);
    this.list.replaceChildren(...rows);
  }

  row(name, label) {
    const { summary } = this.view.review;
    const shown = name === "parties" ? this.parties(summary.parties) : this.value(name, summary[name]);
    if (!CORRECTED.has(name)) return shown;
    const said = this.view.marks.get(`value:${name}`).value;
    const edit = h("button", { type: "button", class: "edit", "aria-label": `Correct: ${label}`, title: "Correct this value", onclick: (event) => this.edit(name, label, event.currentTarget.parentElement) }, "✎");
    if (said === undefined) return [...shown, edit];
    const corrected = name === "parties" ? null : correctedValue(name, summary[name], said);
    const unclear = corrected && !corrected.value && !(name === "renewal_term" && isNone(said)) && WRITTEN[name];
    return [
      h("span", {}, corrected ? shownValue(name, corrected) : said),
      " ",
      h("span", { class: "tag changed" }, "corrected"),
      edit,
      unclear ? h("span", { class: "unclear small" }, unclear) : null,
      h("span", { class: "quote" }, "The model read: ", ...shown),
    ];
  }

  parties(parties) {
    const items = parties.map((party) =>
      h("li", {}, this.link(party.clause, party.name), party.defined_as.length ? h("span", { class: "soft" }, ` (${roleTerms(party.defined_as).join(", ")})`) : null),
    );
    return [items.length ? h("ul", { class: "plain" }, ...items) : none()];
  }

  value(name, field) {
    if (!field) return [none()];
    const shown = shorter(shownValue(name, field));
    const known = shown === field.text || field.text.length > LONG || new Date(field.text) - new Date(shown) === 0;
    return [this.link(field.clause, shown), known ? null : h("span", { class: "quote" }, `“${field.text}”`)];
  }

  link(id, text) {
    return h("button", { type: "button", class: "source", onclick: () => this.view.choose(String(id), "summary") }, text);
  }

  edit(name, label, place) {
    this.editing = name;
    const key = `value:${name}`;
    const was = this.plain(name);
    const input = h("input", { type: "text", "aria-label": `${label}, corrected`, maxlength: "1000", value: this.view.marks.get(key).value ?? was });
    const done = (save) => {
      this.editing = null;
      const value = input.value.trim();
      if (save) this.view.marks.set(key, !value || value === was ? null : { value, was: was || null });
      else this.refresh();
      this.list.querySelector(`[aria-label="Correct: ${label}"]`)?.focus();
    };
    const form = h("form", { class: "value" }, input, h("button", {}, "Save"), h("button", { type: "button", onclick: () => done(false) }, "Cancel"));
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      done(true);
    });
    form.addEventListener("keydown", (event) => {
      if (event.key !== "Escape") return;
      event.stopPropagation();
      done(false);
    });
    place.replaceChildren(form);
    input.focus();
  }

  // A value as annotated contracts state it: as plain as the model gave it.
  plain(name) {
    const { summary } = this.view.review;
    return name === "parties" ? summary.parties.map((party) => party.name).join("; ") : plainValue(summary[name]);
  }
}

function unread(document) {
  const parts = document.unread.map((part) => `${beginning(part)}: ${part.reason}`);
  return `Not fully read, and so not fully reviewed: ${parts.slice(0, 5).join("; ")}${parts.length > 5 ? ` and ${parts.length - 5} more` : ""}.`;
}

function noted({ page, kind, text, author, about }) {
  const what = kind === "hidden" ? "text that cannot be seen" : kind;
  return `${page ? `Page ${page}, ` : ""}${what}${author ? ` by ${author}` : ""}${about ? ` on “${about}”` : ""}${text ? `: ${text}` : ""}`;
}

function shorter(text) {
  return text.length > LONG ? `${text.slice(0, text.lastIndexOf(" ", LONG))} …` : text;
}

function none() {
  return h("span", { class: "soft" }, "not found");
}
