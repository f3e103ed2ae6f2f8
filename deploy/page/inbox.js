// The first view: where contracts are dropped, and how each of them stands.

import { ago, elapsed, h, plural, size } from "./dom.js";

const DOING = new Set(["queued", "sending", "uploading", "pending"]);
const ADVICE = {
  locked_pdf: "Save it without a password, then upload it again.",
  damaged_pdf: "Save or print it to a new PDF, then upload it again.",
  no_text: "Scan it again at 200 dpi or more.",
  too_many_pages: "Split it, and upload the parts.",
  took_too_long: "Upload it again; if that fails too, split it.",
  expired: "Upload it again.",
};

export class Inbox {
  constructor(contracts, uploads, limit) {
    Object.assign(this, { contracts, uploads, limit, items: new Map(), query: "", show: "all" });
  }

  render() {
    const input = h("input", { type: "file", multiple: true, accept: ".pdf,application/pdf", id: "files", class: "visually-hidden" });
    input.addEventListener("change", () => {
      this.uploads.add(input.files);
      input.value = "";
    });
    this.drop = h(
      "label",
      { class: "drop", for: "files" },
      h("span", { class: "drop-title" }, "Drop contracts here"),
      h("span", { class: "drop-or" }, "or ", h("span", { class: "button" }, "choose files")),
      h("span", { class: "soft" }, `PDF, up to ${size(this.limit)} each, as many at once as you like`),
    );
    this.counts = h("p", { class: "soft", role: "status" });
    const search = h("input", { type: "search", placeholder: "Find by name", "aria-label": "Find a contract by its name" });
    search.addEventListener("input", () => {
      this.query = search.value.trim().toLowerCase();
      this.update();
    });
    const state = h("select", { "aria-label": "Which contracts are listed" });
    for (const [value, label] of [["all", "All"], ["doing", "In review"], ["ready", "Ready"], ["failed", "Failed"]]) {
      state.append(h("option", { value }, label));
    }
    state.addEventListener("change", () => {
      this.show = state.value;
      this.update();
    });
    this.list = h("ul", { class: "contracts", "aria-label": "Contracts" });
    this.empty = h("p", { class: "empty soft" });
    this.bar = h("div", { class: "bar" }, h("div", {}, h("h2", {}, "Contracts"), this.counts), h("div", { class: "tools" }, search, state));
    this.items.clear();
    this.node = h(
      "div",
      { class: "inbox" },
      h("h1", { class: "visually-hidden" }, "Contract review"),
      h("div", { class: "drop-area" }, input, this.drop),
      this.bar,
      this.list,
      this.empty,
    );
    this.update();
    return this.node;
  }

  update() {
    if (!this.node) return;
    const rows = this.contracts.all();
    const count = (wanted) => rows.filter(wanted).length;
    const doing = count((row) => DOING.has(row.status));
    const failed = count((row) => ["failed", "refused"].includes(row.status));
    const facts = [doing && `${doing} in review`, `${count((row) => row.status === "ready")} ready`, failed && `${failed} failed`];
    this.counts.textContent = facts.filter(Boolean).join(" · ");
    this.bar.hidden = !rows.length;
    const shown = rows.filter((row) => this.matches(row));
    const keys = shown.map((row) => row.contract_id ?? row.key);
    for (const [key, item] of this.items) {
      if (!keys.includes(key)) {
        item.node.remove();
        this.items.delete(key);
      }
    }
    shown.forEach((row, at) => this.place(row, keys[at], at));
    this.empty.textContent = rows.length ? "No contract is of that kind." : "Nothing here yet. What you drop is reviewed in the background; you can close this page meanwhile.";
    this.empty.hidden = shown.length > 0;
  }

  matches(row) {
    if (this.query && !row.name.toLowerCase().includes(this.query)) return false;
    if (this.show === "doing") return DOING.has(row.status);
    if (this.show === "failed") return ["failed", "refused"].includes(row.status);
    return this.show === "all" || row.status === this.show;
  }

  // Only what changed is drawn anew: the focus and a spinner's turn survive.
  place(row, key, at) {
    const state = JSON.stringify([row.status, row.error, row.sent, row.name]);
    let item = this.items.get(key);
    if (item?.state !== state) {
      const node = this.item(row, key);
      item?.node.replaceWith(node);
      item = { node, state };
      this.items.set(key, item);
    }
    if (this.list.children[at] !== item.node) this.list.insertBefore(item.node, this.list.children[at] ?? null);
    item.node.querySelector(".facts").textContent = facts(row);
    const bar = item.node.querySelector("progress");
    if (bar) bar.value = row.progress ?? 0;
  }

  item(row, key) {
    const name = h("span", { class: "name" }, row.name);
    const about = h("span", { class: "soft facts" });
    const inner = [h("span", { class: "about" }, name, about, trouble(row)), this.state(row, key)];
    const body = row.status === "ready" ? h("a", { href: `#/contracts/${row.contract_id}` }, ...inner) : h("div", {}, ...inner);
    return h("li", { class: `contract ${row.status}` }, body);
  }

  state(row, key) {
    if (row.status === "ready") return h("span", { class: "state good" }, "Ready");
    if (row.status === "queued") return h("span", { class: "state" }, "Waiting to upload");
    if (row.status === "sending") {
      const bar = h("progress", { max: 1, value: 0, "aria-label": `Upload of ${row.name}` });
      return h("span", { class: "state" }, bar, "Uploading");
    }
    if (row.status === "uploading" && !row.sent) return h("span", { class: "state" }, "Upload not finished");
    if (DOING.has(row.status)) return h("span", { class: "state" }, h("span", { class: "spinner" }), "In review");
    const actions = [h("span", { class: "bad" }, row.status === "refused" ? "Not uploaded" : "Failed")];
    if (row.file && row.retry !== false) {
      actions.push(h("button", { type: "button", onclick: () => this.uploads.again(key) }, "Try again"));
    }
    if (row.status === "refused") {
      const label = `Remove ${row.name} from the list`;
      actions.push(h("button", { type: "button", class: "quiet", "aria-label": label, onclick: () => this.contracts.remove(key) }, "Remove"));
    }
    return h("span", { class: "state" }, ...actions);
  }

  // Files may be dropped anywhere on the page.
  acceptDrops() {
    let depth = 0;
    const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
    const over = (by) => {
      depth = by ? depth + by : 0;
      document.body.classList.toggle("dropping", depth > 0);
    };
    addEventListener("dragenter", (event) => holdsFiles(event) && over(1));
    addEventListener("dragleave", (event) => holdsFiles(event) && over(-1));
    addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
    addEventListener("drop", (event) => {
      if (!holdsFiles(event)) return;
      event.preventDefault();
      over(0);
      location.hash = "#/";
      this.uploads.add(event.dataTransfer.files);
    });
  }
}

function facts(row) {
  const told = [size(row.bytes), ago(row.created_at)];
  if (row.status === "ready" && row.submitted_at) told.push(`reviewed in ${elapsed(row.submitted_at, row.ended_at)}`);
  return told.join(" · ");
}

function trouble(row) {
  if (row.status === "uploading" && !row.sent) return h("span", { class: "reason" }, "The page was left during the upload. Drop the file again.");
  if (!row.error || !["failed", "refused"].includes(row.status)) return null;
  const advice = ADVICE[row.error.code];
  const message = row.error.message;
  return h("span", { class: "reason" }, advice && !message.includes(advice) ? `${message} ${advice}` : message);
}

export function summaryOf(contracts) {
  const doing = contracts.all().filter((row) => DOING.has(row.status)).length;
  return doing ? `${plural(doing, "contract")} in review` : "";
}
