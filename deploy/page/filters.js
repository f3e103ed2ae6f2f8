// What the list is narrowed to: a search, the state, the type and the severity of flags; and, on a phone, how it is sorted.

import { h } from "./dom.js";
import { STATES } from "./listing.js";
import { COLUMNS } from "./table.js";

const { uploading, ...LISTED } = STATES; // an upload is found under "In review"

export class Filters {
  // `changed` hears of every choice; `sorted` of a column chosen on a phone, where the table has no headings.
  constructor(changed, sorted) {
    this.search = h("input", { type: "search", placeholder: "Search titles, names, parties", "aria-label": "Search titles, file names and parties", oninput: changed });
    this.state = choice("State", { "": "All states", ...LISTED }, changed);
    this.type = choice("Type of agreement", { "": "All types" }, changed);
    this.severity = choice("Flags", { "": "All flags", high: "High flags", medium: "Medium flags", low: "Low flags", none: "No flags" }, changed);
    const orders = COLUMNS.flatMap(({ key, label, first }) => [[`${key} ${first}`, label], [`${key} ${first === "up" ? "down" : "up"}`, `${label}, reversed`]]);
    this.order = choice("Sort by", Object.fromEntries(orders), () => {
      const [column, direction] = this.order.value.split(" ");
      sorted({ column, down: direction === "down" });
    });
    this.order.classList.add("narrow-only");
    this.types = "";
    this.node = h("div", { class: "tools", role: "search" }, this.search, this.state, this.type, this.severity, this.order);
  }

  chosen() {
    const words = this.search.value.toLowerCase().split(/\s+/).filter(Boolean);
    return { words, state: this.state.value, type: this.type.value, severity: this.severity.value };
  }

  isSet() {
    return [this.search, this.state, this.type, this.severity].some((control) => control.value);
  }

  // Offers the types that there are; the one chosen stays, even if its last contract went.
  offer(types) {
    const offered = [...new Set([...types, this.type.value])].filter(Boolean).sort((a, b) => a.localeCompare(b));
    if (this.types === offered.join("\n")) return;
    this.types = offered.join("\n");
    const { value } = this.type;
    this.type.replaceChildren(h("option", { value: "" }, "All types"), ...offered.map((type) => h("option", { value: type }, type)));
    this.type.value = value;
  }

  show({ column, down }) {
    this.order.value = `${column} ${down ? "down" : "up"}`;
  }
}

function choice(label, options, onchange) {
  return h("select", { "aria-label": label, onchange }, ...Object.entries(options).map(([value, text]) => h("option", { value }, text)));
}
