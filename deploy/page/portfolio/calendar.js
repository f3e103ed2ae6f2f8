// Writes the deadlines of many reviews as a calendar (iCalendar, RFC 5545): the same events as serve/portfolio/calendar.py.

import { REASONS, daysUntil, deadlines, later, recurrence } from "../shared/deadlines.js";
import { FIELDS, inWords, oneLine, placeOf } from "../shared/fields.js";

const FREQUENCIES = { D: "DAILY", W: "WEEKLY", M: "MONTHLY", Y: "YEARLY" };
const COMPARED = 50; // recurrences with which a rule is compared: they cover the leap years of half a century
const [YEARS, MOST] = [10, 40]; // years ahead and number of the recurrences that no rule expresses
const LINE = 75; // octets
// No text may have control characters (3.3.11), for which programs refuse the whole file; others turn the direction of writing.
const CONTROL = /[\x00-\x08\x0b-\x1f\x7f-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069]/g;

// {text, events}: the file, and the number of deadlines in it. `reviews`: [{row, review}]; `address`: the page's own.
export function calendar(reviews, address, now = new Date()) {
  const stamp = now.toISOString().replace(/[-:]|\.\d+/g, "");
  const found = reviews.flatMap((one) => deadlines(one.review.summary).map((deadline) => [one, deadline]));
  const events = found.flatMap(([one, deadline]) => {
    const rule = deadline.every && hasRule(deadline);
    const again = deadline.every && !rule ? recurrences(deadline, now.toISOString().slice(0, 10)) : [];
    return [null, ...again].map((day) => event(one, deadline, address, stamp, { rule, day }));
  });
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//contract-review//deadlines//EN", ...events.flat(), "END:VCALENDAR"];
  return { text: lines.map((line) => `${folded(line)}\r\n`).join(""), events: found.length };
}

// Whether a rule of recurrence gives each deadline on its day, or a notice's at most one day early. A rule skips months
// that are too short (3.3.10), and knows no days before the end of another month.
function hasRule(deadline) {
  const { day, every, before } = deadline;
  for (let number = 1; number < COMPARED; number++) {
    const due = recurrence(deadline, number);
    if (!due) break;
    const ruled = later(day, every, number);
    const skipped = /[MY]$/.test(every) && ruled?.slice(8) !== day.slice(8);
    const late = ruled ? daysUntil(due, ruled) : -1;
    if (skipped || late < 0 || late > (before ? 1 : 0)) return false;
  }
  return true;
}

// The days to come after the first, up to some years from now.
function recurrences(deadline, today) {
  const last = later(deadline.day > today ? deadline.day : today, `P${YEARS}Y`, 1);
  const days = [];
  for (let count = 1, day; days.length < MOST && (day = recurrence(deadline, count)) && day <= last; count++) {
    if (day >= today) days.push(day);
  }
  return days;
}

// An all-day event on a deadline's first day, or on the day on which it comes again. It keeps its UID across exports, so a calendar that imports it twice shows it once.
function event({ row, review }, { day, kind, what, clause, every }, address, stamp, { rule, day: again }) {
  return [
    "BEGIN:VEVENT",
    `UID:${review.document.sha256.slice(0, 32)}-${kind}${again ? `-${again.replaceAll("-", "")}` : ""}@contract-review`,
    `DTSTAMP:${stamp}`,
    `DTSTART;VALUE=DATE:${(again ?? day).replaceAll("-", "")}`,
    `SUMMARY:${escaped(`${what}: ${title(row, review)}`)}`,
    `DESCRIPTION:${escaped(description(row, review, clause))}`,
    "TRANSP:TRANSPARENT",
    ...(rule ? [`RRULE:FREQ=${FREQUENCIES[every.at(-1)]};INTERVAL=${Number(every.slice(1, -1))}`] : []),
    `URL:${address}#/contracts/${row.contract_id}${clause === null ? "" : `/clauses/${clause}`}`,
    "END:VEVENT",
  ];
}

// What people call the contract: its title and its parties, otherwise its file name.
function title({ name }, { summary }) {
  const words = summary.document_name ? oneLine(summary.document_name.text) : name;
  const parties = summary.parties.slice(0, 2).map((party) => party.name).join(" / ");
  return parties ? `${words} (${parties})` : words;
}

function description({ name }, { summary, clauses }, id) {
  const parties = summary.parties.map((party) => party.name).join("; ");
  const quote = id !== null && `“${oneLine(clauses[id].text)}” (${placeOf(clauses[id])})`;
  const said = FIELDS.filter(([field]) => REASONS.includes(field) && summary[field]?.corrected).map(([field, label]) => `${label}: ${inWords(field, summary[field])}`);
  return [parties, quote, said.length && `Corrected by a person: ${said.join("; ")}`, name].filter(Boolean).join("\n");
}

function escaped(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n").replace(CONTROL, "?");
}

// Lines of at most 75 octets, never cut within a character; continuation lines begin with a space.
function folded(line) {
  const encoder = new TextEncoder();
  let [out, length] = ["", 0];
  for (const character of line) {
    const size = encoder.encode(character).length;
    if (length + size > LINE) [out, length] = [`${out}\r\n `, 1];
    out += character;
    length += size;
  }
  return out;
}
