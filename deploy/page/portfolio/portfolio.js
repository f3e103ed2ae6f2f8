// Offers tools for many contracts at once: a table, a calendar of their deadlines, and the comparison of two. All are made in
// the browser from the reviews, which it may read: the service's functions include no spreadsheet library, and the
// container that does takes a single document. What makes the files is loaded with the first export, not with the list.

import { fetchReview } from "../service/api.js";
import { corrected } from "../shared/corrections.js";
import { h, plural } from "../shared/dom.js";
import { save } from "../review/export.js";
import { isReadable } from "../list/listmodel.js";

const AT_ONCE = 6; // reviews fetched at the same time

export class Portfolio {
  // `shown` returns the rows that the list shows, in its order.
  constructor(api, shown) {
    Object.assign(this, { api, shown });
    this.said = h("span", { class: "soft small", role: "status" });
    const button = (label, title, make) => h("button", { type: "button", title, onclick: () => this.export(make) }, label);
    this.buttons = [
      button("Excel", "A table of the contracts that are listed, and of their flags (.xlsx)", (reviews) => this.excel(reviews)),
      button("CSV", "A table of the contracts that are listed (.csv)", (reviews) => this.csv(reviews)),
      button("Calendar", "The deadlines of the contracts that are listed (.ics)", (reviews) => this.calendar(reviews)),
    ];
    this.compare = h("button", { type: "button", hidden: true, onclick: () => (location.hash = `#/compare/${this.chosen.join("/")}`) }, "Compare");
    this.hint = h("span", { class: "soft small" });
    this.node = h("div", { class: "portfolio", role: "group", "aria-label": "The contracts that are listed" }, h("span", { class: "soft small" }, "Export"), ...this.buttons, this.compare, this.hint, this.said);
  }

  // Called when the list has changed. `selected`: the selected rows; two of them can be compared.
  update(selected) {
    const none = !this.shown().some(isReadable);
    for (const button of this.buttons) button.disabled = none || this.busy;
    const drafts = [...selected].sort((a, b) => (a.created_at < b.created_at ? -1 : 1));
    this.chosen = drafts.map((row) => row.contract_id);
    this.compare.hidden = !drafts.length;
    this.compare.disabled = drafts.length !== 2;
    this.hint.textContent = ["", "Select another contract to compare it with.", ""][drafts.length] ?? "Two contracts can be compared at a time.";
  }

  async export(make) {
    this.busy = true;
    this.buttons.forEach((button) => (button.disabled = true));
    try {
      this.said.textContent = await this.exported(make);
    } catch {
      this.said.textContent = "The file could not be made. Check the connection, then try again.";
    }
    this.busy = false;
    this.buttons.forEach((button) => (button.disabled = false));
  }

  // What was exported, in words.
  async exported(make) {
    const { reviews, failed } = await this.reviews(this.shown().filter(isReadable));
    if (!reviews.length) return "No review could be read. Check the connection, then try again.";
    const left = failed ? ` ${plural(failed, "review")} could not be read and ${failed === 1 ? "is" : "are"} not in it. Try again, or review the contract again.` : "";
    return (await make(reviews)) + left;
  }

  // The reviews of these rows in order, and how many could not be read.
  async reviews(rows) {
    const found = rows.map(() => null);
    let [next, done] = [0, 0];
    const fetchOne = async () => {
      while (next < rows.length) {
        const at = next++;
        found[at] = await reviewOf(this.api, rows[at]).catch(() => null);
        this.said.textContent = `Fetching reviews: ${++done} of ${rows.length}`;
      }
    };
    await Promise.all(Array.from({ length: AT_ONCE }, fetchOne));
    const reviews = found.filter(Boolean);
    return { reviews, failed: rows.length - reviews.length };
  }

  async excel(reviews) {
    const [{ tables }, { workbook, XLSX }] = await Promise.all([import("./spreadsheet.js"), import("./xlsxwriter.js")]);
    const [contracts, flags] = tables(reviews, address());
    save("contracts.xlsx", XLSX, workbook([contracts, flags]));
    return `contracts.xlsx: ${plural(contracts.rows.length, "contract")}, ${plural(flags.rows.length, "flag")}.`;
  }

  async csv(reviews) {
    const { asCsv, tables } = await import("./spreadsheet.js");
    const [contracts] = tables(reviews, address());
    save("contracts.csv", "text/csv", asCsv(contracts));
    return `contracts.csv: ${plural(contracts.rows.length, "contract")}.`;
  }

  async calendar(reviews) {
    const { calendar } = await import("./calendar.js");
    const { text, events } = calendar(reviews, address());
    save("deadlines.ics", "text/calendar", text);
    return `deadlines.ics: ${plural(events, "deadline")} of ${plural(reviews.length, "contract")}.`;
  }
}

// {row, review}: the review as people corrected it, with their marks. Throws if there is no review, or if its version is unknown.
export async function reviewOf(api, row) {
  const [{ url }, { marks }] = await Promise.all([api.result(row.contract_id), api.marks(row.contract_id)]);
  const { document, summary, clauses, absent, flags, model } = await fetchReview(url);
  if (!summary?.parties || !clauses || !absent || !flags || !model?.thresholds) throw new Error("The review is of another version. Review the contract again.");
  return { row, review: corrected({ document, summary, clauses, absent, flags, model, marks }, marks) };
}

function address() {
  return location.origin + location.pathname;
}
