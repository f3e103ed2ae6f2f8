// Makes the key of a mark, by which it is found again when the contract is reviewed again: the rule or the category, and the
// words, never a position in the review.

import { letters } from "./reviewedtext.js";

const LONGEST_RULE = 200; // characters; the service takes keys of 300

// Each flag with its key. A flag whose words changed slightly (a clause that begins a sentence later) keeps its mark.
export function flagKeys(flags, marks) {
  const keys = new Map();
  const taken = new Set();
  for (const flag of flags) {
    const words = flag.quotes.map((quote) => quote.text).join(" ");
    keys.set(flag, unused(`flag:${flag.rule.slice(0, LONGEST_RULE)}:${digest(words || flag.why)}`, taken));
  }
  const gone = Object.entries(marks).filter(([key]) => key.startsWith("flag:") && !taken.has(key));
  for (const [flag, key] of keys) {
    if (marks[key]) continue;
    const at = gone.findIndex(([, mark]) => mark.about?.rule === flag.rule && alike(mark.about.quote ?? "", flag.quotes[0]?.text ?? ""));
    if (at >= 0) keys.set(flag, gone.splice(at, 1)[0][0]);
  }
  return keys;
}

export function clauseKeys(clauses) {
  const taken = new Set();
  return new Map(clauses.map((clause) => [clause, unused(`clause:${clause.category.slice(0, LONGEST_RULE)}:${digest(clause.text)}`, taken)]));
}

// If the same words occur again in a contract, the key gets a number.
function unused(key, taken) {
  let free = key;
  for (let number = 2; taken.has(free); number++) free = `${key}:${number}`;
  taken.add(free);
  return free;
}

function alike(one, other) {
  const [a, b] = [letters(one), letters(other)];
  return a.length > 0 && b.length > 0 && (a.includes(b) || b.includes(a));
}

// 53 bits of the words' letters and digits (cyrb53, public domain): crypto.subtle is asynchronous.
function digest(words) {
  let [h1, h2] = [0xdeadbeef, 0x41c6ce57];
  for (const character of letters(words)) {
    const code = character.codePointAt(0);
    h1 = Math.imul(h1 ^ code, 2654435761);
    h2 = Math.imul(h2 ^ code, 1597334677);
  }
  h1 = Math.imul(h1 ^ (h1 >>> 16), 2246822507) ^ Math.imul(h2 ^ (h2 >>> 13), 3266489909);
  h2 = Math.imul(h2 ^ (h2 >>> 16), 2246822507) ^ Math.imul(h1 ^ (h1 >>> 13), 3266489909);
  return (4294967296 * (2097151 & h2) + (h1 >>> 0)).toString(36);
}
