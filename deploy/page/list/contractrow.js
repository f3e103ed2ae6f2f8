// Draws one contract of the list: its cells, and its actions.

import { farOff } from "../shared/deadlines.js";
import { ago, elapsed, h, plural, size } from "../shared/dom.js";
import { shownDay } from "../shared/fields.js";
import { WORK_STATUSES, isReadable, SEVERITIES } from "./listmodel.js";

const MOMENT = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" });
const ADVICE = {
  locked_pdf: "Enter its password, or save it without one and upload it again.",
  locked_docx: "Save it without a password, then upload it again.",
  damaged_pdf: "Save or print it to a new PDF, then upload it again.",
  damaged_docx: "Open it in Word and save it again, or save it as a PDF; then upload it again.",
  no_text: "Scan it again at 200 dpi or more.",
  too_many_pages: "Split it, and upload the parts.",
  took_too_long: "Try again. If that fails too, split the file.",
  expired: "Try again.",
};
// What the service tells callers to do gives way to what can be done on this page.
const INSTRUCTION = /^(Enter|Export|Open|Print|Save|Scan|Send|Split|Try|Upload) /;
// Retrying does not help if the file itself is the reason.
const HOPELESS = new Set(["locked_pdf", "locked_docx", "damaged_pdf", "damaged_docx", "no_text", "too_many_pages", "not_a_pdf", "not_a_docx", "too_large"]);

export function cells(entry, actions) {
  const { row, facts } = entry;
  const title = cell("title", about(entry, actions));
  const read = [cell("type", facts.type), cell("parties", facts.parties), cell("deadline", ...deadline(facts)), cell("flags", ...flags(facts))];
  if (!row.overview) title.colSpan = 1 + read.length; // the reason of a failure takes the space of the cells that have no content
  return [
    title,
    ...(row.overview ? read : []),
    cell("state", stateCell(entry, actions)),
    cell("who", facts.who && h("span", { title: facts.who }, facts.who.split("@")[0])),
    cell("when", h("time", { datetime: row.created_at, title: MOMENT.format(new Date(row.created_at)) })),
    cell("actions", ...buttons(entry, actions)),
  ];
}

// Updates what changes with time and upload progress, without redrawing the row.
export function refresh({ node, row, shown }) {
  shown.time ??= node.querySelector("time");
  const text = ago(row.created_at);
  if (shown.text !== text) shown.time.textContent = shown.text = text;
  if (row.status === "sending") node.querySelector("progress").value = row.progress ?? 0;
}

function cell(name, ...children) {
  return h("td", { class: name, role: "cell" }, ...children);
}

function about({ row, facts, state, earlier, selected }, actions) {
  const box = isReadable(row) && h("input", { type: "checkbox", class: "select", checked: selected, "aria-label": `Select ${facts.title}`, title: "Select two contracts to compare them", "data-part": "select" });
  const name = isReadable(row)
    ? h("a", { class: "name", href: `#/contracts/${row.contract_id}`, "data-part": "open" }, facts.title)
    : h("span", { class: "name" }, facts.title);
  const took = row.status === "ready" && row.submitted_at && `reviewed in ${elapsed(row.submitted_at, row.ended_at)}`;
  const details = [facts.file, size(row.bytes), took, row.playbook && `playbook ${row.playbook}`].filter(Boolean).join(" · ");
  const same = earlier && h("span", { class: "same" }, "Same file as ", h("a", { href: `#/contracts/${earlier.contract_id}`, "data-part": "earlier" }, earlier.name), `, added ${ago(earlier.created_at)}`);
  return [box, name, h("span", { class: "soft details" }, details), same, problem(row, state), password(row, facts, actions)];
}

function problem(row, state) {
  if (state === "missing" && row.status !== "refused") return h("span", { class: "reason soft" }, "The page was closed during the upload. Drop the file again.");
  const said = row.error_text ?? (row.again_error ? `The new review failed, and the earlier one stays: ${row.again_error.message}` : null);
  if (said) return h("span", { class: "reason", role: "status" }, said);
  if (!row.error || !["failed", "refused"].includes(row.status)) return null;
  const advice = ADVICE[row.error.code];
  const { message } = row.error;
  return h("span", { class: "reason" }, advice ? [...message.split(/(?<=[.!]) /).filter((sentence) => !INSTRUCTION.test(sentence)), advice].join(" ") : message);
}

function password(row, facts, actions) {
  if (row.status !== "failed" || row.error?.code !== "locked_pdf") return null;
  const field = h("input", { type: "password", name: "password", required: true, maxlength: "127", autocomplete: "off", placeholder: "Password", "aria-label": `Password of ${row.name}`, "data-part": "password" });
  const submit = (event) => {
    event.preventDefault();
    actions.review(row, { password: field.value });
    field.value = "";
  };
  return h("form", { class: "password", onsubmit: submit }, field, h("button", { "data-part": "unlock" }, "Review"));
}

function deadline({ deadline: next, perpetual, over, on, corrected }) {
  const by = corrected ? [h("span", { class: "soft details" }, "corrected by a person")] : [];
  if (perpetual) return [h("span", { class: "soft" }, "No end"), ...by];
  if (next) return [h("span", { class: "day" }, shownDay(next.day)), h("span", { class: "soft details" }, `${next.what.toLowerCase() === "notice by" ? "last day to give notice" : next.what.toLowerCase()}, ${farOff(next.day, on)}`), ...by];
  return over ? [h("span", { class: "day soft" }, shownDay(over)), h("span", { class: "soft details" }, `ended ${farOff(over, on)}`), ...by] : by;
}

function flags({ flags: counts }) {
  if (!counts) return [];
  const some = SEVERITIES.filter((severity) => counts[severity]);
  if (!some.length) return [h("span", { class: "soft" }, "None")];
  return some.map((severity) => h("span", { class: `flag-count ${severity}` }, `${counts[severity]} ${severity}`));
}

function stateCell({ row, facts, state }, actions) {
  if (row.status === "queued") return h("span", { class: "state" }, "Waiting to upload");
  if (row.status === "sending") return h("span", { class: "state" }, h("progress", { max: 1, value: 0, "aria-label": `Upload of ${row.name}` }), "Uploading");
  if (state === "uploading") return h("span", { class: "state" }, "Uploading on another page");
  if (state === "review") return h("span", { class: "state" }, h("span", { class: "spinner" }), row.kept ? "Being re-reviewed" : "Processing");
  if (state === "failed" || state === "missing") return h("span", { class: "state bad" }, state === "failed" ? "Failed" : "Not uploaded");
  return workStatus(state, facts.title, (chosen) => actions.work(row, chosen));
}

// Sets how far the work on a contract is.
export function workStatus(state, title, work) {
  const options = Object.entries(WORK_STATUSES).map(([value, label]) => h("option", { value, selected: value === state }, label));
  return h("select", { class: `work-status ${state}`, "aria-label": `State of ${title}`, "data-part": "state", onchange: (event) => work(event.target.value) }, ...options);
}

function buttons({ row, facts, state, key }, actions) {
  const button = (part, label, act, quiet = false) =>
    h("button", { type: "button", class: quiet ? "quiet" : null, "data-part": part, "aria-label": `${label.replace(/…$/, "")}: ${facts.title}`, onclick: act }, label);
  if (row.status === "refused") {
    const again = row.file && row.retry !== false && button("again", "Try again", () => actions.uploadAgain(key));
    return [again, button("remove", "Remove", () => actions.forget(key), true)];
  }
  if (state === "missing") return [button("remove", "Remove", () => actions.remove(row), true)];
  if (state === "failed") {
    const again = !HOPELESS.has(row.error?.code) && button("again", "Try again", () => actions.review(row, {}));
    return [again, button("remove", "Delete…", () => actions.askToRemove(row, facts.title), true)];
  }
  if (row.status !== "ready") return [];
  return [
    button("another", "Review again…", () => actions.askForPlaybook(row, facts.title), true),
    button("remove", "Delete…", () => actions.askToRemove(row, facts.title), true),
  ];
}

// The summary above the list.
export function counted(states) {
  const count = (...wanted) => states.filter((state) => wanted.includes(state)).length;
  const facts = [
    [count("uploading", "review"), "processing"],
    [count("new"), "new"],
    [count("in_progress"), "in progress"],
    [count("done"), "done"],
    [count("failed"), "failed"],
    [count("missing"), "not uploaded"],
  ];
  return [plural(states.length, "contract"), ...facts.filter(([number]) => number).map(([number, what]) => `${number} ${what}`)].join(" · ");
}
