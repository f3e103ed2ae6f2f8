// Computes a contract's next deadline: the last day on which someone can act. The rules are those of
// serve/portfolio/deadlines.py.

import { isRepeated } from "./corrections.js";
import { RELATIVE } from "./dom.js";
import { duration as inWords } from "./fields.js";

// The fields of the summary that deadlines follow from.
export const REASONS = ["expiration_date", "renewal_term", "renewal_notice"];
const DURATION = /^P(\d+)([DWMY])$/;
const BOUNDS = { at_the_latest: " no later than this date", at_the_earliest: " no earlier than this date", earlier_of: " on this date or earlier", later_of: " on this date or later" };
const DAY = 86_400_000;
const LAST_YEAR = 9999;

// Today's date in the local time zone, written like the dates of contracts: 2026-11-27.
export function today(now = new Date()) {
  return [now.getFullYear(), now.getMonth() + 1, now.getDate()].map((part) => String(part).padStart(2, "0")).join("-");
}

// Whether a contract has no fixed end.
export const isEndless = (end) => end === "perpetual" || end === "indefinite";

// The first deadline on or after `from`, {day, what}; null if there is none left. `overview` is the row's.
export function nextDeadline({ end, bound, renews, every, notice } = {}, from = today()) {
  if (!end || isEndless(end)) return null;
  const found = [{ day: end, what: renews ? "Renews" : `Ends${BOUNDS[bound] ?? ""}`, every }];
  const noticed = notice && !bound && later(end, notice, -1);
  if (noticed) found.push({ day: noticed, what: "Notice by", every, end, before: notice });
  const next = coming(found, from);
  return next && { day: next.day, what: next.what };
}

// All deadlines that a review's summary gives, in chronological order: {day, kind, what, clause, every}; a notice is due
// `before` the `end`, from which each recurrence is counted back anew. Deadlines that follow from others are spelled out,
// as in the tables and calendars of the command line.
export function deadlines({ expiration_date: ending, renewal_term: renewal, renewal_notice: notice }) {
  if (!/^\d{4}-\d{2}-\d{2}$/.test(ending?.value ?? "")) return [];
  const end = ending.value;
  const every = periodOf(renewal);
  const length = DURATION.test(renewal?.value ?? "") ? ` for ${inWords(renewal.value)}` : "";
  const condition = renewal?.condition ? ", subject to a condition," : "";
  const renews = renewal?.kind === "automatic";
  const found = [
    renews
      ? { day: end, kind: "renewal", what: `Renews automatically${length}${condition} unless notice was given`, clause: renewal.clause, every }
      : { day: end, kind: "end", what: `Ends${BOUNDS[ending.bound] ?? ""}`, clause: ending.clause, every: null },
  ];
  const day = DURATION.test(notice?.value ?? "") && !ending.bound && later(end, notice.value, -1);
  if (day) found.unshift({ day, kind: "notice", what: `Last day to give notice ${purpose(notice)}`, clause: notice.clause, every, end, before: notice.value });
  return found;
}

// The first of them on or after `from`, carried forward if it recurs; null if there is none left.
export function coming(all, from = today()) {
  const found = all.map((one) => ({ ...one, day: upcoming(one, from) })).filter(({ day }) => day);
  return found.sort((a, b) => (a.day < b.day ? -1 : 1))[0] ?? null;
}

function purpose({ purpose: use, value }) {
  return `${use === "to_renew" ? "to renew" : "of non-renewal"} (${inWords(value)} before the end)`;
}

// The period of recurring renewals; null if there may be only one renewal.
function periodOf(renewal) {
  const [, count] = DURATION.exec(renewal?.value ?? "") ?? [];
  return renewal?.kind === "automatic" && Number(count) && isRepeated(`${renewal.text} ${renewal.corrected ?? ""}`) ? renewal.value : null;
}

// The day itself, or, if it has passed, its first recurrence on or after `from`; null if it does not recur.
function upcoming(deadline, from) {
  let day = deadline.day;
  for (let count = 1; day && day < from && deadline.every; count++) day = recurrence(deadline, count);
  return day && day >= from ? day : null;
}

// The day of the deadline after this many renewals; null if it is outside the calendar's range.
export function recurrence({ day, every, end, before }, count) {
  const renewed = later(end ?? day, every, count);
  return renewed && before ? later(renewed, before, -1) : renewed;
}

// The day this many durations later, or the last day of a month that is too short; null if it is outside the calendar's
// range.
export function later(day, duration, times) {
  const [, count, unit] = DURATION.exec(duration) ?? [];
  if (!count) return null;
  const [year, month, date] = day.split("-").map(Number);
  const steps = Number(count) * times;
  const months = unit === "Y" ? 12 * steps : unit === "M" ? steps : 0;
  const days = unit === "W" ? 7 * steps : unit === "D" ? steps : 0;
  const first = utc(year, month - 1 + months, 1);
  const last = utc(first.getUTCFullYear(), first.getUTCMonth() + 1, 0).getUTCDate();
  const found = utc(first.getUTCFullYear(), first.getUTCMonth(), Math.min(date, last) + days);
  if (Number.isNaN(found.getTime()) || found.getUTCFullYear() < 1 || found.getUTCFullYear() > LAST_YEAR) return null;
  return found.toISOString().slice(0, 10);
}

function utc(year, month, date) {
  const day = new Date(0);
  day.setUTCFullYear(year, month, date);
  return day;
}

export function daysUntil(day, from) {
  return Math.round((Date.parse(day) - Date.parse(from)) / DAY);
}

// How far off a day is: "today", "in 3 days", "in 2 months".
export function farOff(day, from = today()) {
  const days = daysUntil(day, from);
  if (Math.abs(days) < 60) return RELATIVE.format(days, "day");
  return Math.abs(days) < 730 ? RELATIVE.format(Math.round(days / 30.44), "month") : RELATIVE.format(Math.round(days / 365.25), "year");
}
