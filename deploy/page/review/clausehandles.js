// Puts a handle at each end of the chosen clause, on its page or in the text. It is dragged, or moved by a word with the arrow
// keys. The words between the handles are selected meanwhile, and become the clause's when the handle is released.

import { h } from "../shared/dom.js";

const LABELS = { start: "Beginning of the clause", end: "End of the clause" };

export class ClauseHandles {
  constructor(view) {
    Object.assign(this, { view, entry: null });
    this.handles = { start: this.handle("start"), end: this.handle("end") };
  }

  handle(side) {
    const node = h("button", { type: "button", class: `edge ${side}`, "aria-label": LABELS[side], title: "Drag it, or move it by a word with the arrow keys" });
    node.addEventListener("pointerdown", (event) => this.drag(side, event));
    node.addEventListener("keydown", (event) => this.step(side, event));
    node.addEventListener("click", (event) => event.stopPropagation());
    return node;
  }

  // Puts the handles at the ends of this clause; null removes them.
  show(entry) {
    const { start, end } = this.handles;
    const focused = [start, end].find((node) => node === document.activeElement);
    this.entry = entry ?? null;
    start.remove();
    end.remove();
    if (!entry) return;
    this.view.paper.shown.putEdges(entry, this.handles);
    focused?.focus({ preventScroll: true });
  }

  position(side) {
    return this.view.paper.shown.edge(this.entry, side);
  }

  drag(side, event) {
    const anchor = this.position(side === "start" ? "end" : "start");
    if (!anchor || event.button) return;
    event.preventDefault(); // otherwise the browser begins a selection of its own
    const node = this.handles[side];
    node.focus({ preventScroll: true });
    node.setPointerCapture(event.pointerId);
    const move = ({ clientX, clientY }) => {
      const caret = this.view.paper.shown.caretUnder(clientX, clientY);
      if (caret) getSelection().setBaseAndExtent(...anchor, ...caret);
    };
    node.addEventListener("pointermove", move);
    const done = () => {
      node.removeEventListener("pointermove", move);
      this.apply(side);
    };
    node.addEventListener("lostpointercapture", done, { once: true });
  }

  step(side, event) {
    const direction = { ArrowRight: "forward", ArrowLeft: "backward" }[event.key];
    if (!direction) return;
    event.preventDefault();
    const [anchor, moved] = [this.position(side === "start" ? "end" : "start"), this.position(side)];
    if (!anchor || !moved) return;
    const selection = getSelection();
    selection.setBaseAndExtent(...anchor, ...moved);
    selection.modify("extend", direction, "word");
    this.apply(side);
  }

  // The selected words become the clause's. If they are not in the reviewed text, they stay selected, and the bar says
  // why.
  apply(side) {
    const { view, entry } = this;
    this.handles[side].focus({ preventScroll: true }); // a selection in the text takes the focus
    const selected = view.paper.shown.selected();
    if (!selected?.interval) return;
    const { interval, boxes } = selected;
    view.bar.close();
    if (String(interval) !== String(entry.interval)) view.clauses.respan(entry, { interval, text: view.text().slice(interval), boxes });
  }
}
