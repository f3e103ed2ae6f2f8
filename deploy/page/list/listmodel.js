// Derives what the list shows of a contract from its row, sorts and filters the list, and finds contracts that are the same
// file.

import { correctedOverview } from "../shared/corrections.js";
import { REASONS, daysUntil, isEndless, nextDeadline } from "../shared/deadlines.js";

export const SEVERITIES = ["high", "medium", "low"];
export const WORK_STATUSES = { new: "New", in_progress: "In progress", done: "Done" };
// Every state of a contract, in the order in which the list sorts them.
export const STATES = { uploading: "Uploading", review: "Processing", ...WORK_STATUSES, failed: "Failed", missing: "Not uploaded" };
const ELSEWHERE = 120_000; // milliseconds: an upload begun on another page may still be in progress

export function stateOf(row, now = Date.now()) {
  if (row.status === "queued" || row.status === "sending") return "uploading";
  if (row.status === "refused") return "missing";
  if (row.status === "uploading") return row.sent ? "review" : now - Date.parse(row.created_at) < ELSEWHERE ? "uploading" : "missing";
  if (row.status === "pending") return "review";
  if (row.status === "failed") return row.error?.code === "expired" && !row.submitted_at ? "missing" : "failed";
  return row.work_status ?? "new";
}

// Whether there is a review to read: also while the contract is being reviewed again.
export function isReadable(row) {
  return row.status === "ready" || Boolean(row.kept);
}

const known = new WeakMap(); // by row: a row that changes becomes a new object

export function factsOf(row, day) {
  const before = known.get(row);
  if (before?.on === day) return before;
  const about = correctedOverview(row);
  const parties = about.parties ?? [];
  const type = about.type ? about.type.charAt(0).toUpperCase() + about.type.slice(1) : "";
  const facts = {
    on: day,
    title: about.title ?? row.name,
    file: about.title ? row.name : "",
    type,
    parties: parties.join(", ") + (about.more_parties ? ` and ${about.more_parties} more` : ""),
    deadline: nextDeadline(about, day),
    perpetual: isEndless(about.end),
    over: about.end && !isEndless(about.end) ? about.end : null,
    corrected: REASONS.some((name) => row.corrected?.[name]),
    flags: about.flags ?? null,
    who: row.who ?? "",
    words: [row.name, about.title, type, row.who, ...parties].filter(Boolean).join("\n").toLowerCase(),
  };
  known.set(row, facts);
  return facts;
}

// For each later contract with the same file, by contract id, the earliest one.
export function duplicates(rows) {
  const first = new Map();
  const found = new Map();
  for (const row of [...rows].sort((a, b) => (a.created_at < b.created_at ? -1 : 1))) {
    const hash = row.overview?.sha256;
    if (!hash) continue;
    if (first.has(hash)) found.set(row.contract_id, first.get(hash));
    else first.set(hash, row);
  }
  return found;
}

const order = Object.keys(STATES);
const weight = ({ flags }) => (flags ? SEVERITIES.reduce((sum, severity) => sum * 1000 + (flags[severity] ?? 0), 0) : -1);
// The value to compare in each column; empty text and null come last in either direction.
const KEYS = {
  title: ({ facts }) => facts.title.toLowerCase(),
  type: ({ facts }) => facts.type.toLowerCase(),
  parties: ({ facts }) => facts.parties.toLowerCase(),
  deadline: ({ facts }) => facts.deadline?.day ?? null,
  flags: ({ facts }) => weight(facts),
  state: ({ state }) => order.indexOf(state),
  who: ({ facts }) => facts.who.toLowerCase(),
  when: ({ row }) => row.created_at,
};

export const NOBODY = " "; // the "Nobody" option of the Who filter; no real name is blank

export function sorted(entries, { column, down }) {
  const key = KEYS[column];
  const keyed = entries.map((entry) => [key(entry), entry]);
  const newest = (a, b) => (a.row.created_at < b.row.created_at ? 1 : -1);
  keyed.sort(([a, one], [b, other]) => {
    const [lacksA, lacksB] = [a === null || a === "", b === null || b === ""];
    if (lacksA || lacksB) return lacksA - lacksB || newest(one, other);
    if (a === b) return newest(one, other);
    return (a < b ? -1 : 1) * (down ? -1 : 1);
  });
  return keyed.map(([, entry]) => entry);
}

// Whether the next deadline is within this many days; "over": the contract has ended; "none": it has neither.
function isDue({ deadline, over, on }, wanted) {
  if (wanted === "none") return !deadline && !over;
  if (wanted === "over") return Boolean(!deadline && over);
  return deadline !== null && daysUntil(deadline.day, on) <= parseInt(wanted);
}

// `inClauses` says whether a contract has a word in a clause.
export function matches({ facts, state, key }, { words, state: wanted, type, deadline, severity, who }, inClauses) {
  if (wanted && (wanted === "review" ? state !== "review" && state !== "uploading" : state !== wanted)) return false;
  if (type && facts.type !== type) return false;
  if (deadline && !isDue(facts, deadline)) return false;
  if (who && facts.who !== (who === NOBODY ? "" : who)) return false;
  if (severity === "none" && !(facts.flags && SEVERITIES.every((one) => !facts.flags[one]))) return false;
  if (severity && severity !== "none" && !facts.flags?.[severity]) return false;
  return words.every((word) => facts.words.includes(word) || inClauses(word, key));
}
