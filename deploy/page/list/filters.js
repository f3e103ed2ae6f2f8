// Filters the list: a search, the state, the type, the next deadline, the severity of flags and who works on it; and, on a phone, how it is sorted.

import { h } from "../shared/dom.js";
import { NOBODY, STATES } from "./listmodel.js";
import { COLUMNS } from "./contracttable.js";

const { uploading, ...LISTED } = STATES; // an upload is found under "Processing"

export class Filters {
  // `changed` is called at every choice; `sorted` when a column is chosen on a phone, where the table has no headings.
  constructor(changed, sorted) {
    this.search = h("input", { type: "search", placeholder: "Search contracts, clauses", "aria-label": "Search titles, file names, parties, types and the words of clauses", oninput: changed });
    this.state = choice("State", { "": "All states", ...LISTED }, changed);
    this.type = choice("Type of agreement", { "": "All types" }, changed);
    this.deadline = choice("Next deadline", { "": "All deadlines", "30 days": "Within 30 days", "90 days": "Within 90 days", "365 days": "Within a year", over: "Ended", none: "No deadline" }, changed);
    this.severity = choice("Flags", { "": "All flags", high: "High flags", medium: "Medium flags", low: "Low flags", none: "No flags" }, changed);
    this.who = choice("Who", { "": "All people", [NOBODY]: "Nobody" }, changed);
    const orders = COLUMNS.flatMap(({ key, label, first }) => [[`${key} ${first}`, label], [`${key} ${first === "up" ? "down" : "up"}`, `${label}, reversed`]]);
    this.order = choice("Sort by", Object.fromEntries(orders), () => {
      const [column, direction] = this.order.value.split(" ");
      sorted({ column, down: direction === "down" });
    });
    this.order.classList.add("narrow-only");
    this.offered = {};
    this.node = h("div", { class: "tools", role: "search" }, this.search, this.state, this.type, this.deadline, this.severity, this.who, this.order);
  }

  chosen() {
    const words = this.search.value.toLowerCase().split(/[\s"“”„]+/).filter(Boolean);
    return { words, state: this.state.value, type: this.type.value, deadline: this.deadline.value, severity: this.severity.value, who: this.who.value };
  }

  isSet() {
    return [this.search, this.state, this.type, this.deadline, this.severity, this.who].some((control) => control.value);
  }

  // Offers the types and the people that occur; a choice stays even if its last contract has gone.
  offer(facts) {
    this.fill("type", { "": "All types" }, facts.map((one) => one.type));
    this.fill("who", { "": "All people", [NOBODY]: "Nobody" }, facts.map((one) => one.who));
  }

  fill(name, first, values) {
    const control = this[name];
    const { value } = control;
    const known = [...new Set([...values, value])].filter((one) => one && !(one in first)).sort((a, b) => a.localeCompare(b));
    if (this.offered[name] === known.join("\n")) return;
    this.offered[name] = known.join("\n");
    control.replaceChildren(...options({ ...first, ...Object.fromEntries(known.map((one) => [one, one])) }));
    control.value = value;
  }

  show({ column, down }) {
    this.order.value = `${column} ${down ? "down" : "up"}`;
  }
}

function choice(label, offered, onchange) {
  return h("select", { "aria-label": label, onchange }, ...options(offered));
}

function options(offered) {
  return Object.entries(offered).map(([value, text]) => h("option", { value }, text));
}
