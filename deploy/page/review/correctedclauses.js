// Combines the model's clauses with the user's marks on them, and with the clauses that the model missed.

import { clauseKeys } from "./markids.js";
import { labelOf } from "../shared/fields.js";

export class CorrectedClauses {
  constructor(review, marks) {
    Object.assign(this, { review, marks });
    this.found = review.clauses.filter((clause) => clause.found);
    this.keys = clauseKeys(this.found);
    this.labels = new Map([...review.clauses, ...review.absent].map((one) => [one.category, labelOf(one)]));
    for (const category of Object.keys(review.model.thresholds)) if (!this.labels.has(category)) this.labels.set(category, category);
  }

  // Every category that the model knows, as [category, label], by label.
  categories() {
    return [...this.labels].sort((a, b) => a[1].localeCompare(b[1]));
  }

  // In the contract's order: {id, key, category, label, text, interval, boxes, pages, paragraphs, heading, score, state, clause}.
  // The state is "", "right", "wrong", "changed" or "added".
  all() {
    const marks = this.marks.all();
    const found = this.found.map((clause) => this.corrected(clause, marks[this.keys.get(clause)]));
    const added = Object.entries(marks).filter(([key]) => key.startsWith("added:"));
    return [...found, ...added.map(([key, mark]) => this.added(key, mark))].sort((a, b) => a.interval[0] - b.interval[0] || (a.id < b.id ? -1 : 1));
  }

  // Marks of clauses that this review no longer has.
  gone() {
    const known = new Set(this.keys.values());
    return Object.entries(this.marks.all()).filter(([key, mark]) => key.startsWith("clause:") && mark.was && !known.has(key));
  }

  corrected(clause, mark = {}) {
    const category = mark.category ?? clause.category;
    const changed = mark.category !== undefined || mark.span !== undefined;
    return {
      id: String(clause.id),
      key: this.keys.get(clause),
      clause,
      category,
      label: this.labels.get(category) ?? category,
      text: mark.span?.text ?? clause.text,
      interval: mark.span?.interval ?? clause.interval,
      boxes: mark.span ? placed(mark.span.boxes) : clause.boxes,
      pages: mark.span?.boxes?.length ? pagesOf(mark.span.boxes) : clause.pages,
      paragraphs: clause.paragraphs,
      heading: clause.heading,
      score: clause.score,
      state: mark.verdict === "wrong" ? "wrong" : changed ? "changed" : (mark.verdict ?? ""),
    };
  }

  added(key, { category, span }) {
    const pages = pagesOf(span.boxes ?? []);
    return { id: key, key, clause: null, category, label: this.labels.get(category) ?? category, text: span.text, interval: span.interval, boxes: placed(span.boxes), pages, paragraphs: [], heading: [], score: null, state: "added" };
  }

  // Fields that every mark of one of the model's clauses also has: they identify the clause.
  was({ category, interval, text }) {
    return { category, interval, text };
  }
}

function placed(boxes = []) {
  return boxes.map(([page, ...box]) => ({ page, box }));
}

function pagesOf(boxes) {
  return [...new Set(boxes.map(([page]) => page))];
}
