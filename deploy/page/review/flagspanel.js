// Shows the panel of flags, which are handled one by one: each is marked right, wrong or done, with a note, while its words
// are highlighted on the page next to it.

import { h, legend } from "../shared/dom.js";
import { beginning, normLabel } from "../shared/fields.js";
import { flagKeys } from "./markids.js";
import { SEVERITIES } from "../list/listmodel.js";

export const VERDICTS = { r: ["verdict", "right", "Right"], w: ["verdict", "wrong", "Wrong"], d: ["done", true, "Done"] };
const NOTE_SECONDS = 0.4; // without a key, before a note is saved
const NOTE_CHARACTERS = 2000;

function isDone(mark) {
  return mark?.done === true || mark?.verdict === "wrong"; // there is nothing to be done about a wrong one
}

export class FlagsPanel {
  constructor(view) {
    this.view = view;
    const { flags, playbook } = view.review;
    this.flags = [...flags].sort((a, b) => SEVERITIES.indexOf(a.severity) - SEVERITIES.indexOf(b.severity));
    this.now = -1;
    this.items = this.flags.map((flag, at) => this.item(flag, at));
    this.progress = h("progress", { max: String(this.flags.length || 1), "aria-label": "Flags that are done" });
    this.count = h("span", { role: "status" });
    this.gone = h("div", {});
    const keys = legend(["j k", "next and previous flag"], ["r", "right"], ["w", "wrong"], ["d", "done"], ["n", "note"], ["Esc", "back"]);
    this.node = view.panel(
      "flags",
      h("p", { class: "soft small" }, `Checked against the playbook “${playbook}”, most severe first.`),
      this.flags.length ? h("div", { class: "progress" }, this.progress, this.count) : null,
      this.flags.length ? keys : null,
      this.flags.length ? h("ul", { class: "plain" }, ...this.items.map((item) => item.node)) : h("p", { class: "empty soft" }, "Nothing unusual according to this playbook."),
      this.gone,
    );
  }

  item(flag, at) {
    const buttons = Object.entries(VERDICTS).map(([key, [, , label]]) =>
      h("button", { type: "button", "aria-pressed": "false", "aria-keyshortcuts": key, "data-mark": key, onclick: () => this.mark(at, key) }, label, shortcut(key)),
    );
    const note = h("textarea", { rows: "2", maxlength: String(NOTE_CHARACTERS), "aria-label": "Note on this flag", hidden: true });
    const opener = h("button", { type: "button", "aria-keyshortcuts": "n", "data-mark": "n", onclick: () => this.write(at) }, "Note", shortcut("n"));
    note.addEventListener("input", () => {
      clearTimeout(this.timer);
      this.timer = setTimeout(() => this.keep(at), NOTE_SECONDS * 1000);
    });
    note.addEventListener("blur", () => this.keep(at));
    const node = h(
      "li",
      { class: `flag ${flag.severity}`, tabindex: "-1" },
      h("p", {}, h("strong", { class: "severity" }, flag.severity), " ", flag.why),
      ...flag.quotes.map((quote) => h("blockquote", {}, h("span", {}, `“${quote.text}” `), this.whereabouts(quote, at))),
      flag.norm ? h("p", { class: "soft small" }, `${normLabel(flag.rule)}: ${flag.norm}`) : null,
      flag.suggestion ? h("p", { class: "ask" }, flag.suggestion) : null,
      h("div", { class: "marking", role: "group", "aria-label": "Mark this flag" }, ...buttons, opener),
      note,
    );
    node.addEventListener("click", (event) => !event.target.closest("button, textarea") && getSelection().isCollapsed && this.choose(at));
    return { flag, node, buttons, note };
  }

  // A link to a quote, which also shows the page if the list covers it.
  whereabouts(quote, at) {
    const words = [quote.section, beginning(quote)].filter(Boolean).join(", ");
    return h("button", { type: "button", class: "source", onclick: () => this.choose(at, true, quote) }, words);
  }

  refresh() {
    const marks = this.view.marks.all();
    this.keys = flagKeys(this.flags, marks);
    let done = 0;
    for (const { flag, node, buttons, note } of this.items) {
      const mark = marks[this.keys.get(flag)] ?? {};
      for (const button of buttons) {
        const [field, value] = VERDICTS[button.dataset.mark];
        button.setAttribute("aria-pressed", String(mark[field] === value));
      }
      if (document.activeElement !== note) {
        note.value = mark.note ?? "";
        note.hidden = !mark.note;
      }
      node.classList.toggle("settled", isDone(mark));
      done += isDone(mark);
    }
    this.progress.value = done;
    this.count.textContent = `${done} of ${this.flags.length} done`;
    this.showGone(marks);
  }

  // Marks of flags that a later review no longer raises.
  showGone(marks) {
    const known = new Set(this.keys.values());
    const gone = Object.entries(marks).filter(([key]) => key.startsWith("flag:") && !known.has(key));
    const said = gone.map(([, mark]) => h("li", {}, h("p", {}, mark.about?.why ?? "A flag of an earlier review"), h("p", { class: "soft small" }, markSaid(mark))));
    this.gone.replaceChildren(...this.view.gone("Marked in an earlier review, no longer flagged", said));
  }

  set(at, fields) {
    const { rule, severity, why, quotes } = this.flags[at];
    const quote = quotes[0]?.text.slice(0, NOTE_CHARACTERS);
    const about = { rule: rule.slice(0, 200), severity, why: why.slice(0, NOTE_CHARACTERS), ...(quote ? { quote } : {}) };
    this.view.marks.set(this.keys.get(this.flags[at]), { ...fields, about });
  }

  // Marks a flag; the same mark a second time removes it.
  mark(at, key) {
    const [field, value] = VERDICTS[key];
    const before = this.view.marks.get(this.keys.get(this.flags[at]))[field];
    this.choose(at);
    this.set(at, { [field]: before === value ? null : value });
  }

  write(at) {
    const { note } = this.items[at];
    this.choose(at);
    note.hidden = false;
    note.focus();
  }

  keep(at) {
    clearTimeout(this.timer);
    const { note } = this.items[at];
    const text = note.value.trim() || null;
    if (text !== (this.view.marks.get(this.keys.get(this.flags[at])).note ?? null)) this.set(at, { note: text });
    else note.hidden = !text && document.activeElement !== note;
  }

  // Highlights the flag's words on the page; `across` shows the page on a screen that has room for only one of the two.
  choose(at, across = false, quote = null) {
    this.now = at;
    this.items.forEach(({ node }, index) => (index === at ? node.setAttribute("aria-current", "true") : node.removeAttribute("aria-current")));
    const { flag, node } = this.items[at];
    node.scrollIntoView({ block: "nearest" });
    const quotes = quote ? [quote] : flag.quotes;
    const inClauses = quotes.filter((one) => !one.boxes?.length && one.clause !== null).map((one) => one.clause);
    const ids = quotes.length ? inClauses : flag.clauses;
    this.view.point(ids.map(String), quotes, `Flag ${at + 1} of ${this.flags.length}`, across);
  }

  // Brings the chosen flag into sight in the list again, from where a narrow screen takes it to show it over the contract.
  reveal() {
    this.items[this.now]?.node.scrollIntoView({ block: "nearest" });
  }

  step(by) {
    if (!this.flags.length) return;
    const next = Math.min(this.flags.length - 1, Math.max(0, this.now + by));
    this.choose(next);
    this.items[next].node.focus({ preventScroll: true });
  }
}

function shortcut(key) {
  return h("kbd", { "aria-hidden": "true" }, key);
}

export function markSaid({ verdict, done, note }) {
  const words = [verdict, done ? "done" : null].filter(Boolean).join(", ");
  return `${words ? `Marked ${words}` : "Noted"}${note ? `: ${note}` : ""}`;
}
