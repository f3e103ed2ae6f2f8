// Aligns the sentences of two drafts: equal ones anchor the alignment (jsdiff's shortest edit script), equal ones off
// that line were moved, and the others are matched by similarity.

import { diffArrays } from "../vendor/jsdiff/array.js";

// The number of a clause: "12.3", "(a)", "4.". A clause that was only renumbered was not altered; a reference to another
// clause was. As in serve/comparison/alignment.py.
const NUMBER = /^(?:\d+(?:\.\d+)+\.?|\d{1,3}[.)]|\(?(?:[a-z]|[ivxl]{1,6}|\d{1,3})\)|[-\u2022\u00b7o])$/i;
// The same, set so close to its clause that no space was read between them.
const ATTACHED = /^\s*(?:(?:\d{1,3}(?:\.\d{1,3}){1,4}\.?|\d{1,3}[.)])(?=[A-Z"“])|\((?:[a-z]|[ivxl]{1,6}|\d{1,3})\)(?=[A-Za-z"“]))/;
// The number of a heading: "ARTICLE II", "Section 2.1. Fees", "IV. Term", "B. Fees". A reference to a section goes on in
// small letters ("Section 2.1 of the deed"), and a name in initials ("A. Miller, Director") has few words or a comma.
const HEADING_NUMBER = /^\s*(?:(ARTICLE|SECTION|CLAUSE|Article|Section|Clause)\s+(?:\d{1,3}(?:\.\d{1,3}){0,4}|[IVXLC]{1,7})(?:[.:](?=\s|$)|(?=\s*$)|(?=\s+[A-Z"“–—-]))|[IVXL]{2,7}\.(?=\s|$)|[A-Z]\.\s+(?=\S+(?<!,)\s+\S+\s+\S|\S+(?<=\.)\s*$))/;
const REFERS = /^(?:(?:sub)?sections?|articles?|clauses?|paragraphs?|exhibits?|schedules?|annex(?:es)?|appendi(?:x|ces)|attachments?|options?|versions?)$/i;
const SUBCLAUSE = /^\d+(?:\.\d+)*(?:\(\w{1,5}\))+$/; // "12.1(a)"
const GOES_ON = /^(?:and|or|to|through|,)$/i;
const PLAIN = { "“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-", "\u00ad": "" };
const LEADERS = /\.{4,}|\u2026{2,}|(?:(?<!\S)\.\s){4,}/g; // dots that lead from a heading to its page
const IN_CONTENTS = /^\s*(?:section|article)\s+[\divxl]/i; // "Section 2.1 Fees....14"
const SENTENCE_END = /(?<=[.;:!?]["”’)\]]*)\s+(?=["“‘([]*[\p{Lu}\p{N}])|\n+/gu;
const MOVED_WORDS = 5; // shorter sentences are equal by chance, not moved
const [ALIKE, ALIKE_ELSEWHERE] = [0.5, 0.75]; // share of equal words, in the same position and in another
const [MOST_EDITS, MOST_WORDS] = [20_000, 4_000]; // edits of the sentences, and of words: more than this means another contract
const [HEADING, HEADING_WITH_STOP] = [8, 3]; // words at most of a line that is a heading
const MOST_PAIRS = 400_000; // of sentences to compare

// The text's sentences as half-open intervals [start, end].
export function sentences(text) {
  const found = [];
  let start = 0;
  for (const { index, 0: gap } of [...text.matchAll(SENTENCE_END), { index: text.length, 0: "" }]) {
    if (text.slice(start, index).trim()) found.push([start, index]);
    start = index + gap.length;
  }
  return found;
}

// A sentence's words in the form in which they are compared: plain quotation marks and dashes, no clause numbers. For
// Array.map: what follows "under this" in the sentence before is a reference, not a heading.
export function wordsOf(text, at, texts) {
  const heading = /[\p{Ll},]\s*$/u.test(texts[at - 1] ?? "") ? /(?!)/ : HEADING_NUMBER;
  const split = withoutLeaders(text).replace(heading, (_, kind) => `${kind ?? ""} `).replace(ATTACHED, "$& ").replace(/[“”‘’–—\u00ad]/g, (character) => PLAIN[character]).split(/\s+/).filter(Boolean);
  if (split.filter((word) => /\d/.test(word)).length > 1 && !/\p{L}/u.test(text)) return split; // a table's row of figures
  const kept = [];
  let refers = false; // "Sections 2.1 and 2.2" refers to clauses, "and (b)" begins one
  for (const word of split) {
    const bare = word.replace(/[,;]+$/, "");
    const isNumber = NUMBER.test(bare) || SUBCLAUSE.test(bare);
    if (refers || !NUMBER.test(word) || !mayBegin(kept.at(-1), word)) kept.push(word);
    refers = REFERS.test(word) || (refers && (isNumber || GOES_ON.test(word)));
  }
  return kept.every((word) => /^\d+$/.test(word)) ? [] : kept;
}

// A line without the dots of a table of contents or a form; an entry of such a table also without its page.
function withoutLeaders(text) {
  const parts = text.split(LEADERS);
  const isEntry = parts.length === 2 && /^\s*\d+\s*$/.test(parts[1]) && IN_CONTENTS.test(text);
  return isEntry ? parts[0] : parts.join(" ");
}

// Whether a clause can begin after this word, so that this is its number: in "thirty (30) days" and "1.5 times" it is not.
// A bullet ("o" is one, too) begins an item anywhere.
function mayBegin(before, number) {
  if (before === undefined || number === "o" || !/[\p{L}\p{N}]/u.test(number)) return true;
  return number.endsWith(")") && (/[,;:]$/.test(before) || /^(?:and|or)$/i.test(before));
}

// [{kind, old, new}], in the order of the new draft: "added", "removed", "altered" or "moved", with the indices of the
// sentences in both drafts. `old` and `later`: the sentences' words.
export function changes(old, later) {
  const [before, after] = [old, later].map((side) => side.map((words) => words.join(" ")));
  const gaps = gapsOf(before, after).filter((gap) => !onlyCutElsewhere(gap, old, later));
  const rest = { removed: gaps.flatMap((gap) => gap.removed), added: gaps.flatMap((gap) => gap.added) };
  const equal = pairs(rest, (one, other) => (old[one].length >= MOVED_WORDS && before[one] === after[other] ? 1 : 0), 1, "moved");
  const moved = withNeighbours(equal, rest, before, after);
  const altered = gaps.flatMap((gap) => pairs(without(gap, moved), (one, other) => likeness(old[one], later[other]), ALIKE, "altered"));
  altered.push(...gaps.flatMap((gap) => headings(without(gap, [...moved, ...altered]), old, later)));
  const left = without(rest, [...moved, ...altered]);
  const both = (one, other) => (Math.min(old[one].length, later[other].length) >= MOVED_WORDS ? likeness(old[one], later[other]) : 0);
  const elsewhere = pairs(left, both, ALIKE_ELSEWHERE, "moved");
  const alone = without(left, elsewhere);
  const found = [...moved, ...altered, ...elsewhere, ...alone.removed.map((one) => ({ kind: "removed", old: [one], new: [] })), ...alone.added.map((one) => ({ kind: "added", old: [], new: [one] }))];
  const place = placeOf(gaps);
  return joined(found.filter((one) => words(one, old, later)).sort((a, b) => place(a) - place(b)));
}

// The gaps between sentences that are equal and in the same order, as the indices of those that only one draft has.
function gapsOf(before, after) {
  const gaps = [];
  let [one, other, open] = [0, 0, null];
  for (const part of diffArrays(before, after, { maxEditLength: MOST_EDITS }) ?? [{ removed: true, count: before.length }, { added: true, count: after.length }]) {
    if (!part.added && !part.removed) {
      [one, other, open] = [one + part.count, other + part.count, null];
      continue;
    }
    if (!open) gaps.push((open = { removed: [], added: [], at: other }));
    for (let step = 0; step < part.count; step++) part.removed ? open.removed.push(one++) : open.added.push(other++);
  }
  return gaps;
}

// Whether the words of a gap are the same, and only split into other sentences or laid out differently.
function onlyCutElsewhere({ removed, added }, old, later) {
  const letters = (numbers, side) => numbers.flatMap((number) => side[number]).join("");
  return letters(removed, old) === letters(added, later);
}

// The pairs that are at least this similar, the most similar first; each sentence is in one pair only.
function pairs({ removed, added }, alike, least, kind) {
  if (removed.length * added.length > MOST_PAIRS) return [];
  const scored = removed.flatMap((one) => added.map((other) => [alike(one, other), one, other])).filter(([score]) => score >= least);
  const taken = [new Set(), new Set()];
  const found = [];
  for (const [, one, other] of scored.sort((a, b) => b[0] - a[0] || a[1] - b[1] || a[2] - b[2])) {
    if (taken[0].has(one) || taken[1].has(other)) continue;
    taken[0].add(one);
    taken[1].add(other);
    found.push({ kind, old: [one], new: [other] });
  }
  return found;
}

// Headings in the place of as many others, which share no words with them.
function headings({ removed, added }, old, later) {
  const isHeading = (words) => words.length > 0 && words.length <= (/[.;:,]$/.test(words.at(-1)) ? HEADING_WITH_STOP : HEADING);
  const all = removed.length === added.length && removed.every((one) => isHeading(old[one])) && added.every((one) => isHeading(later[one]));
  return all ? removed.map((one, place) => ({ kind: "altered", old: [one], new: [added[place]] })) : [];
}

// Adds adjacent sentences that are equal too, but too short to be certain on their own, such as headings.
function withNeighbours(found, { removed, added }, before, after) {
  const free = [new Set(removed), new Set(added)];
  const all = [...found];
  for (const { old: [one], new: [other] } of all) [free[0].delete(one), free[1].delete(other)];
  for (const step of [-1, 1]) {
    for (let { old: [one], new: [other] } of found) {
      while (free[0].delete((one += step)) && free[1].delete((other += step)) && before[one] === after[other]) all.push({ kind: "moved", old: [one], new: [other] });
    }
  }
  return all;
}

function without({ removed, added }, found) {
  const taken = [new Set(found.flatMap((one) => one.old)), new Set(found.flatMap((one) => one.new))];
  return { removed: removed.filter((one) => !taken[0].has(one)), added: added.filter((one) => !taken[1].has(one)) };
}

// The share of their words that two sentences have in common (Dice's coefficient).
function likeness(one, other) {
  if (2 * Math.min(one.length, other.length) < ALIKE * (one.length + other.length)) return 0;
  const counts = new Map();
  for (const word of one) counts.set(word, (counts.get(word) ?? 0) + 1);
  let shared = 0;
  for (const word of other) {
    const left = counts.get(word) ?? 0;
    if (left) counts.set(word, left - 1);
    shared += left > 0;
  }
  return one.length ? (2 * shared) / (one.length + other.length) : 0;
}

function words({ old, new: come }, before, after) {
  return old.some((one) => before[one].length) || come.some((one) => after[one].length);
}

// A change's position in the new draft; for a removal, the position where it would have been.
function placeOf(gaps) {
  const at = new Map(gaps.flatMap((gap) => gap.removed.map((one) => [one, gap.at - 0.5])));
  return ({ old, new: [first] }) => first ?? at.get(old[0]);
}

// Merges neighboring sentences with the same kind of change: a removed clause is reported once.
function joined(found) {
  const out = [];
  for (const change of found) {
    const last = out.at(-1);
    const goesOn = (before, after) => (!before.length && !after.length) || (before.length && after.length && after[0] === before.at(-1) + 1);
    if (last && last.kind === change.kind && change.kind !== "altered" && goesOn(last.old, change.old) && goesOn(last.new, change.new)) {
      out[out.length - 1] = { kind: change.kind, old: [...last.old, ...change.old], new: [...last.new, ...change.new] };
    } else out.push(change);
  }
  return out;
}

// Compares both texts word by word: [{kind: "same", "removed" or "added", text}].
export function pieces(old, later) {
  const parts = diffArrays(old.trim().split(/\s+/), later.trim().split(/\s+/), { maxEditLength: MOST_WORDS });
  if (!parts) return [{ kind: "removed", text: old }, { kind: "added", text: later }];
  return parts.map(({ added, removed, value }) => ({ kind: added ? "added" : removed ? "removed" : "same", text: value.join(" ") }));
}
