// The third view: shows what a new version of a contract changes.

import { compare } from "./comparison.js";
import { h } from "../shared/dom.js";
import { beginning } from "../shared/fields.js";

const KINDS = { added: "Added", removed: "Removed", altered: "Altered", moved: "Moved" };

// `old` and `later`: {row, review}.
export function comparisonView(old, later) {
  const drafts = [old, later];
  const head = [
    h("div", { class: "head" }, h("a", { class: "back", href: "#/" }, "‹ All contracts"), h("a", { href: `#/compare/${later.row.contract_id}/${old.row.contract_id}` }, "Swap the drafts")),
    h("h1", {}, "What changed from ", linkTo(old), " to ", linkTo(later)),
  ];
  if (drafts.some(({ review }) => review.document.text == null)) {
    return h("div", { class: "comparison" }, ...head, h("p", { class: "warning" }, "One of these reviews is of an earlier version and holds no text to compare. Review the contract again."));
  }
  const { values, flags, changes } = compare(old.review, later.review);
  const unread = drafts.filter(({ review }) => review.document.unread.length).map(({ row }) => `${row.name} was not read in full, and so it is not fully compared.`);
  return h(
    "div",
    { class: "comparison" },
    ...head,
    h("p", { class: "soft" }, summed(changes)),
    ...unread.map((words) => h("p", { class: "warning" }, words)),
    h("h2", {}, "Values"),
    values.length ? valuesTable(values) : none("No value of the summary changed."),
    h("h2", {}, "Flags"),
    ...(flags.length ? flags.map(flagShown) : [none("The same flags as before.")]),
    h("h2", {}, "Words"),
    ...(changes.length ? changes.map((change) => changeShown(change)) : [none("The words are the same.")]),
  );
}

function linkTo({ row }) {
  return h("a", { href: `#/contracts/${row.contract_id}` }, row.name);
}

function placeOf({ page, paragraph, section }) {
  return [page || paragraph ? beginning({ page, paragraph }) : null, section].filter(Boolean).join(", ");
}

function none(words) {
  return h("p", { class: "soft" }, words);
}

function summed(changes) {
  const counts = Object.keys(KINDS).map((kind) => [changes.filter((change) => change.kind === kind).length, kind]);
  return counts.filter(([count]) => count).map(([count, kind]) => `${count} ${kind}`).join(", ") || "The same words.";
}

function valuesTable(values) {
  const cell = (text) => h("td", {}, text || h("span", { class: "soft" }, "not found"));
  return h(
    "table",
    { class: "values" },
    h("thead", {}, h("tr", {}, ...["Value", "Before", "Now"].map((label) => h("th", { scope: "col" }, label)))),
    h("tbody", {}, ...values.map((value) => h("tr", {}, h("th", { scope: "row" }, value.label), cell(value.old), cell(value.new)))),
  );
}

function flagShown({ kind, flag }) {
  return h(
    "div",
    { class: `flag ${flag.severity}` },
    h("p", {}, h("strong", {}, kind === "raised" ? "New" : "Settled"), " ", h("strong", { class: "severity" }, flag.severity), " ", flag.why),
    kind === "raised" && flag.suggestion ? h("p", { class: "soft small" }, flag.suggestion) : null,
  );
}

function changeShown({ kind, categories, old, new: later, pieces }) {
  const side = (label, one, lost, tag) =>
    one
      ? h("div", {}, h("p", { class: "soft small" }, [label, placeOf(one)].filter(Boolean).join(", ")), h("p", { class: "words" }, ...(pieces.length ? pieces.filter((piece) => piece.kind !== lost).flatMap((piece) => [piece.kind === "same" ? piece.text : h(tag, {}, piece.text), " "]) : [h(tag, {}, one.text)])))
      : h("div", {}, h("p", { class: "soft small" }, label === "Now" ? "Not there now" : "Not there before"));
  return h("article", {}, h("h3", {}, [KINDS[kind], categories.join(" · ")].filter(Boolean).join(": ")), h("div", { class: "sides" }, side("Before", old, "added", "del"), side("Now", later, "removed", "ins")));
}
