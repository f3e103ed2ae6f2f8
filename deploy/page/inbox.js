// The first view: where contracts are dropped, and the list that is worked off.

import { today } from "./deadlines.js";
import { h, plural } from "./dom.js";
import { dropArea } from "./droparea.js";
import { Filters } from "./filters.js";
import { duplicates, factsOf, matches, sorted, stateOf } from "./listing.js";
import { counted } from "./row.js";
import { Table } from "./table.js";

export class Inbox {
  constructor(contracts, uploads, actions) {
    this.contracts = contracts;
    this.filters = new Filters(() => this.update(), (order) => this.sort(order));
    this.table = new Table(actions, (order) => this.sort(order));
    this.counts = h("p", { class: "soft", role: "status" });
    this.empty = h("p", { class: "empty soft" });
    this.bar = h("div", { class: "bar" }, h("div", {}, h("h2", {}, "Contracts"), this.counts), this.filters.node);
    this.node = h("div", { class: "inbox" }, h("h1", { class: "visually-hidden" }, "Contract review"), dropArea(uploads), this.bar, this.table.node, this.empty);
    this.sort({ column: "when", down: true });
  }

  sort(order) {
    this.order = order;
    this.table.sortedBy(order);
    this.filters.show(order);
    this.update();
  }

  update() {
    const rows = this.contracts.all();
    const [day, now, earlier] = [today(), Date.now(), duplicates(rows)];
    const entries = rows.map((row) => ({ row, key: row.contract_id ?? row.key, facts: factsOf(row, day), state: stateOf(row, now), earlier: earlier.get(row.contract_id) }));
    this.filters.offer(entries.map(({ facts }) => facts.type));
    const chosen = this.filters.chosen();
    const shown = entries.filter((entry) => matches(entry, chosen));
    this.table.show(sorted(shown, this.order));
    const said = counted(entries.map(({ state }) => state));
    this.say(this.filters.isSet() ? `${shown.length} of ${said}` : said);
    this.bar.hidden = !rows.length;
    this.empty.textContent = rows.length ? "No contract matches." : "Nothing here yet. What you drop is reviewed in the background; you can close this page meanwhile.";
    this.empty.hidden = shown.length > 0;
  }

  // A status that is set again is read out again.
  say(text) {
    if (this.counts.textContent !== text) this.counts.textContent = text;
  }
}

export function summaryOf(contracts) {
  const doing = contracts.all().filter((row) => ["uploading", "review"].includes(stateOf(row))).length;
  return doing ? `${plural(doing, "contract")} in review` : "";
}
