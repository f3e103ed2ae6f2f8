// Draws the contracts as a table, sorted by its headings; on a phone the same table is shown as cards.

import { h } from "../shared/dom.js";
import { cells, refresh } from "./contractrow.js";

// `first`: the direction in which readers usually want the column sorted first.
export const COLUMNS = [
  { key: "title", label: "Contract", first: "up" },
  { key: "type", label: "Type", first: "up" },
  { key: "parties", label: "Parties", first: "up" },
  { key: "deadline", label: "Next deadline", first: "up" },
  { key: "flags", label: "Flags", first: "down" },
  { key: "state", label: "State", first: "up" },
  { key: "who", label: "Who", first: "up" },
  { key: "when", label: "Added", first: "down" },
];

export class ContractTable {
  // `sorted` is called with the column and direction when a heading is pressed; `select` with a row's check box.
  constructor(actions, sorted, select) {
    Object.assign(this, { actions, items: new Map(), order: {} });
    this.headings = COLUMNS.map(({ key, label, first }) => {
      const down = () => (this.order.column === key ? !this.order.down : first === "down");
      const button = h("button", { type: "button", onclick: () => sorted({ column: key, down: down() }) }, label);
      return h("th", { scope: "col", role: "columnheader", class: key, "data-column": key }, button);
    });
    const last = h("th", { scope: "col", role: "columnheader", class: "actions" }, h("span", { class: "visually-hidden" }, "Actions"));
    this.body = h("tbody", { role: "rowgroup" });
    this.body.addEventListener("click", openRow);
    this.body.addEventListener("change", ({ target }) => target.dataset.part === "select" && select(target.closest("tr").dataset.key, target.checked));
    // Turning a table into cards with CSS removes its semantics; the roles restore them.
    this.node = h(
      "table",
      { class: "contracts", role: "table", "aria-label": "Contracts" },
      h("thead", { role: "rowgroup" }, h("tr", { role: "row" }, ...this.headings, last)),
      this.body,
    );
  }

  sortedBy(order) {
    this.order = order;
    for (const heading of this.headings) {
      if (heading.dataset.column !== order.column) heading.removeAttribute("aria-sort");
      else heading.setAttribute("aria-sort", order.down ? "descending" : "ascending");
    }
  }

  // Redraws only what changed, so that the focus, an open drop-down and a spinner's rotation survive.
  show(entries) {
    const focus = this.focused();
    const keys = new Set(entries.map(({ key }) => key));
    for (const [key, item] of this.items) {
      if (keys.has(key)) continue;
      item.node.remove();
      this.items.delete(key);
    }
    let next = this.body.firstChild;
    for (const entry of entries) {
      const old = this.items.get(entry.key)?.node;
      const node = this.drawn(entry);
      if (old && old !== node) old.replaceWith(node);
      if (old && old === next) next = node;
      if (node === next) next = next.nextSibling;
      else this.body.insertBefore(node, next);
    }
    this.node.hidden = !entries.length;
    if (focus) this.refocus(focus);
  }

  drawn(entry) {
    const { row, facts, state, earlier, selected } = entry;
    const before = this.items.get(entry.key);
    if (before && before.state === state && before.selected === selected && before.facts.on === facts.on && before.earlier === earlier?.contract_id && sameButProgress(before.row, row)) {
      before.row = row;
      refresh(before);
      return before.node;
    }
    const node = h("tr", { class: `contract ${row.status} is-${state}`, role: "row", "data-key": entry.key }, ...cells(entry, this.actions));
    const item = { node, row, facts, state, earlier: earlier?.contract_id, selected, shown: {} };
    this.items.set(entry.key, item);
    refresh(item);
    return node;
  }

  // Who comes back from a review goes on at its row.
  focus(key) {
    const name = this.items.get(key)?.node.querySelector("a.name");
    name?.focus({ preventScroll: true });
    name?.scrollIntoView({ block: "center" });
  }

  focused() {
    const element = document.activeElement;
    const row = this.body.contains(element) && element.closest("tr");
    return row ? { element, key: row.dataset.key, part: element.dataset.part, at: row.sectionRowIndex } : null;
  }

  // A row that was redrawn or moved gets the focus back; the focus of a removed row passes to the next.
  refocus({ element, key, part, at }) {
    if (document.activeElement === element) return;
    const row = this.items.get(key)?.node ?? this.body.rows[Math.min(at, this.body.rows.length - 1)];
    const target = row?.querySelector(`[data-part="${part}"]`) ?? row?.querySelector("a, button, select");
    target?.focus({ preventScroll: true });
  }
}

// An upload's progress changes its row many times a second.
function sameButProgress(a, b) {
  return a === b || (a.status === "sending" && b.status === "sending");
}

// A click anywhere on a row, except on a control, opens its review, unless it ends a text selection.
function openRow(event) {
  if (event.target.closest("a, button, select, input, form") || String(getSelection())) return;
  event.target.closest("tr")?.querySelector("a.name")?.click();
}
