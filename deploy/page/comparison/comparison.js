// Compares two versions of a contract by their reviews: values, flags and words, the most important first. The rules are
// those of serve/comparison/comparison.py, except that the sentences are those of the reviewed text.

import { changes, pieces, sentences, wordsOf } from "./alignment.js";
import { importance } from "../shared/categories.js";
import { FIELDS, labelOf, named, shownValue } from "../shared/fields.js";
import { SEVERITIES } from "../list/listmodel.js";

// {values: [{label, old, new}], flags: [{kind, flag}], changes: [{kind, categories, old, new, pieces}]}. A value or a
// flag that differs although the words that it was read from are the same is not a change: the model is not equally
// sure everywhere.
export function compare(old, later) {
  const versions = [old, later].map(readable);
  const found = changes(...versions.map(({ spans, text }) => spans.map(([start, end]) => text.slice(start, end)).map(wordsOf)));
  const made = found.map((change) => changed(change, versions));
  const real = made.filter((one) => one.kind !== "moved" || one.pieces.some((piece) => piece.kind !== "same"));
  const stretches = ["old", "new"].map((side) => real.filter((one) => one[side]).map((one) => one[side].interval));
  return {
    values: values(versions, stretches),
    flags: flags(versions, stretches),
    changes: made.sort((a, b) => a.rank - b.rank), // a stable sort: ties stay in the contract's order
  };
}

// The text in code points, in which reviews count, and its sentences.
function readable(review) {
  const points = [...review.document.text];
  const text = review.document.text;
  const offsets = points.length === text.length ? null : pointOffsets(points);
  return { review, text, spans: sentences(text), toPoints: (at) => (offsets ? offsets.get(at) : at) };
}

function pointOffsets(points) {
  const offsets = new Map([[0, 0]]);
  let at = 0;
  points.forEach((point, index) => offsets.set((at += point.length), index + 1));
  return offsets;
}

function changed({ kind, ...numbers }, versions) {
  const [old, later] = ["old", "new"].map((name, at) => versionOf(numbers[name], versions[at]));
  const found = [old, later].flatMap((side, at) => (side ? versions[at].review.clauses.filter((clause) => clause.found && overlap(clause.interval, side.interval)) : []));
  const categories = [...new Map(found.map((clause) => [clause.category, labelOf(clause)]))].sort((a, b) => importance(a[0]) - importance(b[0]));
  return { kind, rank: importance(categories[0]?.[0]), categories: categories.map(([, label]) => label), old, new: later, pieces: old && later ? pieces(old.text, later.text) : [] };
}

// The words of these sentences: {text, interval, page, section}; page, paragraph and section are known only inside a
// clause.
function versionOf(numbers, { review, text, spans, toPoints }) {
  if (!numbers.length) return null;
  const [start, end] = [spans[numbers[0]][0], spans[numbers.at(-1)][1]];
  const interval = [toPoints(start), toPoints(end)];
  const clause = review.clauses.find((one) => overlap(one.interval, interval));
  return { text: text.slice(start, end), interval, page: clause?.pages[0], paragraph: clause?.paragraphs?.[0], section: clause?.heading.at(-1) };
}

function overlap([start, end], [from, to]) {
  return start < to && from < end;
}

function touched(stretches, intervals) {
  return stretches.some((stretch) => intervals.some((interval) => overlap(stretch, interval)));
}

function values(versions, stretches) {
  const all = [["parties", "Parties"], ["document_name", "Title"], ...FIELDS];
  return all.flatMap(([name, label]) => {
    const [old, later] = versions.map(({ review }) => said(review.summary, name));
    const isChanged = old !== later && versions.some(({ review }, at) => touched(stretches[at], sources(review, name)));
    return isChanged ? [{ label, old, new: later }] : [];
  });
}

function said(summary, name) {
  if (name === "parties") return summary.parties.map(named).join("; ");
  return shownValue(name, summary[name]);
}

// The intervals of the clauses that a field was read from; none if only a person says so.
function sources({ summary, clauses }, name) {
  return [summary[name] ?? []].flat().filter(({ clause }) => clause !== null).map(({ clause }) => clauses[clause].interval);
}

// The flags that only one draft raises. Two flags are the same if they have the same rule and say or quote the same.
function flags(versions, stretches) {
  const [before, after] = versions.map(({ review }) => new Set(review.flags.flatMap(keys)));
  const only = (kind, at, known) => versions[at].review.flags.filter((flag) => !keys(flag).some((key) => known.has(key)) && isAbout(flag, versions[at].review, stretches[at])).map((flag) => ({ kind, flag }));
  const found = [...only("raised", 1, before), ...only("settled", 0, after)];
  return found.sort((a, b) => SEVERITIES.indexOf(a.flag.severity) - SEVERITIES.indexOf(b.flag.severity));
}

function keys({ rule, why, quotes }) {
  return [`${rule}\n${why}`, ...quotes.map(({ text }) => `${rule}\n${text.trim().replace(/\s+/g, " ")}`)];
}

// Whether a flag is about words that changed; one that quotes nothing is about something missing.
function isAbout({ quotes, clauses }, review, stretches) {
  const intervals = quotes.length ? quotes.map(({ interval }) => interval) : clauses.map((id) => review.clauses[id].interval);
  return !intervals.length || touched(stretches, intervals);
}
