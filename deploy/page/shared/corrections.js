// Combines a review with what people corrected: the one place where the list, the exports and the comparison take a person's
// values from. The rules are those of serve/portfolio/corrections.py.

import { isDay, oneLine } from "./fields.js";

const MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"];
const DAY_FIRST = /^(\d{1,2})(?:st|nd|rd|th)?(?: day)?(?: of)? ([a-z]{3,9})\.?,? (\d{4})$/;
const MONTH_FIRST = /^([a-z]{3,9})\.? (\d{1,2})(?:st|nd|rd|th)?,? (\d{4})$/;
const FIGURES = /^(\d{1,2})([./])(\d{1,2})\2(\d{4})$/;
const DURATION = /\bp(\d{1,4})([dwmy])\b|\b(\d{1,4})\)?[ -](?:(?:calendar|business|working|full|more|additional|successive|consecutive) )?(d|w|m|y)(?:ays?|eeks?|onths?|ears?)\b/;
const NUMBERS = { a: 1, an: 1, one: 1, two: 2, three: 3, four: 4, five: 5, six: 6, seven: 7, eight: 8, nine: 9, ten: 10, eleven: 11, twelve: 12, fifteen: 15, eighteen: 18, thirty: 30, sixty: 60, ninety: 90 };
const PERPETUAL = /\bperpetual|\bnever\b|\bforever\b/;
const ENDLESS = /\bindefinite|\buntil terminated\b|\bopen[- ]ended\b|^(?:none$|no\b)/;
const NONE = /^(?:none$|no\b|not\b|never\b)|\bnot renew/;
// "for further periods of six months", but not "for a year on the same terms"
const REPEATED = /\b(?:successive|consecutive|each|every|year[ -]to[ -]year|thereafter|(?:further|additional|renewal|extension|subsequent|year|month)\s(?:(?!(?:on|the|of|under|to|and|or|by|in|at)\s)\S{1,15}\s){0,3}?(?:periods|terms)(?!\sand\sconditions)|(?:like|equal)\speriods|(?:periods|terms)\sof\s(?:\S{1,12}\s){0,3}?(?:days|months?|years?))\b/i;
const DATES = ["agreement_date", "effective_date", "expiration_date"];
// What a value that the model did not find consists of, besides its words and its value.
const UNFOUND = {
  expiration_date: { bound: null },
  renewal_term: { party: null, kind: null, condition: null },
  renewal_notice: { party: null, purpose: "against_renewal" },
  governing_law: { code: null, laws: [] },
};

// Fields that people correct; the other values follow from their clauses.
export const CORRECTED = new Set(["parties", ...DATES, "renewal_term", "renewal_notice", "governing_law"]);

// The review with a person's values in its summary, each with `corrected`: the words that the person wrote.
export function corrected(review, marks) {
  const summary = { ...review.summary };
  for (const name of CORRECTED) {
    const said = marks[`value:${name}`]?.value;
    if (said) summary[name] = name === "parties" ? parties(summary.parties, said) : correctedValue(name, summary[name], said);
  }
  return { ...review, summary };
}

// `text`, `clause` and `score` remain what the model read, if it found anything.
export function correctedValue(name, field, said) {
  const found = field ?? { text: said, gap: null, clause: null, score: null, ...UNFOUND[name] };
  return { ...found, ...meaning(name, said, found), gap: null, corrected: said };
}

function meaning(name, said, found) {
  if (DATES.includes(name)) return { value: dayOf(said) ?? (name === "expiration_date" ? withoutEnd(said) : null), ...(name === "expiration_date" && { bound: null }) };
  if (name === "renewal_notice") return { value: durationOf(said) };
  if (name === "renewal_term") return { value: durationOf(said), kind: kindOf(said, found.kind) };
  return { value: said, code: null, laws: [] };
}

// Those that the model named, too, keep their clauses and defined terms.
function parties(found, said) {
  const names = said.split(";").map(oneLine).filter(Boolean);
  return names.map((name) => ({ ...(found.find((party) => party.name === name) ?? { name, defined_as: [], clause: null, score: null }), corrected: name }));
}

// What the list shows of a contract, with a person's values.
export function correctedOverview({ overview = {}, corrected: said = {} }) {
  const after = { ...overview };
  if (said.parties) Object.assign(after, { parties: parties([], said.parties).map(({ name }) => name), more_parties: 0 });
  if (said.expiration_date) Object.assign(after, { end: dayOf(said.expiration_date) ?? withoutEnd(said.expiration_date), bound: null });
  if (said.renewal_notice) after.notice = durationOf(said.renewal_notice);
  if (said.renewal_term) {
    const period = durationOf(said.renewal_term);
    after.renews = kindOf(said.renewal_term, overview.renews ? "automatic" : null) === "automatic";
    const repeats = overview.repeats || overview.every || isRepeated(said.renewal_term);
    after.every = after.renews && repeats && period && !/^P0/.test(period) ? period : null;
  }
  return after;
}

// Whether a text says that one renewal follows another.
export function isRepeated(text) {
  return REPEATED.test(text);
}

// The day that a person wrote, as 2031-05-04; null if it is not written as a day. Of figures with slashes the month comes
// first, with full stops the day.
export function dayOf(said) {
  const plain = oneLine(said).toLowerCase();
  if (isDay(plain)) return plain;
  const dayFirst = DAY_FIRST.exec(plain);
  if (dayFirst) return day(dayFirst[3], monthOf(dayFirst[2]), dayFirst[1]);
  const monthFirst = MONTH_FIRST.exec(plain);
  if (monthFirst) return day(monthFirst[3], monthOf(monthFirst[1]), monthFirst[2]);
  const [, one, mark, other, year] = FIGURES.exec(plain) ?? [];
  if (!mark) return null;
  return mark === "." || Number(one) > 12 ? day(year, other, one) : day(year, one, other);
}

// The first duration that a person wrote, as P90D; null if there is none.
export function durationOf(said) {
  const plain = oneLine(said).toLowerCase().replace(/[a-z]+/g, (word) => (Object.hasOwn(NUMBERS, word) ? NUMBERS[word] : word));
  const [, number, letter, count, unit] = DURATION.exec(plain) ?? [];
  return number ?? count ? `P${Number(number ?? count)}${(letter ?? unit).toUpperCase()}` : null;
}

function withoutEnd(said) {
  const plain = oneLine(said).toLowerCase();
  return PERPETUAL.test(plain) ? "perpetual" : ENDLESS.test(plain) ? "indefinite" : null;
}

// Whether a person says that there is no renewal.
export function isNone(said) {
  return NONE.test(oneLine(said).toLowerCase());
}

// What triggers a renewal: as the person says, otherwise as the model read.
function kindOf(said, known) {
  return isNone(said) ? null : /\bautomatic/i.test(said) ? "automatic" : known;
}

function monthOf(word) {
  return MONTHS.indexOf(word.slice(0, 3)) + 1;
}

function day(year, month, date) {
  const written = `${year}-${String(month).padStart(2, "0")}-${String(date).padStart(2, "0")}`;
  return isDay(written) ? written : null;
}
