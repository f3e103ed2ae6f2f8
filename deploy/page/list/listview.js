// The first view: where contracts are dropped, and the list of contracts to work through.

import { today } from "../shared/deadlines.js";
import { h, plural } from "../shared/dom.js";
import { dropArea } from "./droparea.js";
import { Filters } from "./filters.js";
import { duplicates, factsOf, isReadable, matches, sorted, stateOf } from "./listmodel.js";
import { counted } from "./contractrow.js";
import { ClauseSearch } from "./clausesearch.js";
import { ContractTable } from "./contracttable.js";

export class ListView {
  // `portfolio` creates the tools for many contracts at once; it gets a function that returns the listed rows.
  constructor(contracts, uploads, actions, portfolio, api) {
    Object.assign(this, { contracts, listed: [], selected: new Set() });
    this.portfolio = portfolio(() => this.listed);
    this.search = new ClauseSearch(api, () => this.update());
    this.filters = new Filters(() => this.update(), (order) => this.sort(order));
    this.table = new ContractTable(actions, (order) => this.sort(order), (key, selected) => this.select(key, selected));
    this.counts = h("p", { class: "soft", role: "status" });
    this.empty = h("p", { class: "empty soft" });
    this.bar = h("div", { class: "bar" }, h("div", {}, h("h2", {}, "Contracts"), this.counts), this.filters.node, this.portfolio.node);
    this.node = h("div", { class: "inbox" }, h("h1", { class: "visually-hidden" }, "Contract review"), dropArea(uploads), this.bar, this.table.node, this.empty);
    this.sort({ column: "when", down: true });
  }

  sort(order) {
    this.order = order;
    this.table.sortedBy(order);
    this.filters.show(order);
    this.update();
  }

  select(key, selected) {
    if (selected) this.selected.add(key);
    else this.selected.delete(key);
    this.update();
  }

  update() {
    const rows = this.contracts.all();
    const [day, now, earlier] = [today(), Date.now(), duplicates(rows)];
    const entries = rows.map((row) => ({ row, key: row.contract_id ?? row.key, facts: factsOf(row, day), state: stateOf(row, now), earlier: earlier.get(row.contract_id), selected: this.selected.has(row.contract_id) }));
    this.filters.offer(entries.map(({ facts }) => facts));
    const chosen = this.filters.chosen();
    this.search.look(chosen.words, rows.filter(isReadable).length);
    const shown = entries.filter((entry) => matches(entry, chosen, (word, key) => this.search.has(word, key)));
    const ordered = sorted(shown, this.order);
    this.listed = ordered.map(({ row }) => row);
    this.table.show(ordered);
    this.portfolio.update(rows.filter((row) => this.selected.has(row.contract_id) && isReadable(row)));
    const said = counted(entries.map(({ state }) => state));
    const unsearched = this.search.failed ? ". The words of the clauses could not be searched." : "";
    this.say((this.filters.isSet() ? `${shown.length} of ${said}` : said) + unsearched);
    this.bar.hidden = !rows.length;
    this.empty.textContent = rows.length ? "No contract matches." : "Nothing here yet. Contracts that you drop here are reviewed in the background; you can close the page meanwhile.";
    this.empty.hidden = shown.length > 0;
  }

  // Setting a status again has it read out again.
  say(text) {
    if (this.counts.textContent !== text) this.counts.textContent = text;
  }
}

export function summaryOf(contracts) {
  const doing = contracts.all().filter((row) => ["uploading", "review"].includes(stateOf(row))).length;
  return doing ? `${plural(doing, "contract")} being processed` : "";
}
