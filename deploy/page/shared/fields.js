// Lists the summary's fields, in the order and with the names that users know, and puts their values in words.

export const FIELDS = [
  ["document_type", "Type"],
  ["agreement_date", "Agreement date"],
  ["effective_date", "Effective date"],
  ["expiration_date", "Expiration"],
  ["term", "Term"],
  ["renewal_term", "Renewal"],
  ["renewal_notice", "Renewal notice"],
  ["governing_law", "Governing law"],
  ["liability_cap", "Liability cap"],
  ["termination_for_convenience", "Termination for convenience"],
  ["exclusivity", "Exclusivity"],
];

// Created once, since creating one takes longer than drawing a row.
const DAYS = Object.fromEntries(["medium", "long"].map((dateStyle) => [dateStyle, new Intl.DateTimeFormat("en-GB", { dateStyle, timeZone: "UTC" })]));
const UNITS = { D: "day", W: "week", M: "month", Y: "year" };
const MANY_DAYS = 730; // longer durations in days are given in years
const BOUNDS = { at_the_latest: ["no later than ", ""], at_the_earliest: ["no earlier than ", ""], earlier_of: ["", " or earlier"], later_of: ["", " or later"] };
const KINDS = { automatic: "automatic", agreement: "by agreement" };
const REDACTED = /[[{(<]\s?\*[\s*]{0,12}[\]})>]|\*{3,}|[[(]\s?(?:redacted|omitted|confidential)[^[\]()]{0,60}[\])]/i;
const ON_NOTICE = /\bterminat[^.;]{0,120}\bnotice\b|\bnotice\b[^.;]{0,80}\bterminat/i;
const GAPS = { open: "with a blank to be filled in", redacted: "redacted" };
const GAPS_ALONE = { open: "a blank, to be filled in", redacted: "redacted" };

// A category in a lawyer's words; reviews of older versions have no such label.
export function labelOf({ label, category }) {
  return label ?? category;
}

// A field of the summary as the page shows it: dates written out, with a capital at the beginning.
export function shownValue(name, field) {
  const words = field ? inWords(name, field, (value) => (isDay(value) ? shownDay(value, "long") : value)) : "";
  return words.charAt(0).toUpperCase() + words.slice(1);
}

// A field's value alone, as annotated contracts state it.
export function plainValue(field) {
  if (!field?.value) return field ? oneLine(field.text) : "";
  return isDay(field.value) ? shownDay(field.value, "long") : duration(field.value);
}

// A field of the summary in words, the same as in serve/output/formatting.py; dates as they are, 2027-03-31.
export function inWords(name, field, day = (value) => value) {
  if (name === "liability_cap") return cap(field);
  const told = saying(name, field, day);
  if (!told) return GAPS_ALONE[field.gap] ?? oneLine(field.text);
  return GAPS[field.gap] ? `${told} (${GAPS[field.gap]})` : told;
}

function saying(name, field, day) {
  if (field.corrected) return day(isDay(field.value) ? field.value : oneLine(field.corrected));
  if (field.laws?.length) return field.laws.map((law) => (law.applies ? `${law.name} (${law.applies})` : law.name)).join("; ");
  if (!field.value) return "";
  const value = ["perpetual", "indefinite"].includes(field.value) ? withoutEnd(name, field) : day(duration(field.value));
  if (name === "expiration_date") return (BOUNDS[field.bound] ?? ["", ""]).join(value);
  if (name === "term") return field.counted_from ? `${value} from ${field.counted_from}` : value;
  if (name === "renewal_term") return [value, kind(field)].filter(Boolean).join(", ");
  if (name === "renewal_notice") return `${value} ${field.purpose === "to_renew" ? "to renew" : "to stop the renewal"}${field.party ? `, by ${field.party}` : ""}`;
  if (name === "exclusivity" && field.party) return `${value}, binds ${field.party}`;
  return name === "termination_for_convenience" && field.party ? `${value}, for ${field.party}` : value;
}

// Words for a field without a fixed end: a party may end it, or it is meant to last indefinitely.
function withoutEnd(name, { text, value }) {
  if (/\bterminat|\bcancel|\bnotice\b/i.test(text)) {
    if (name !== "expiration_date") return "until terminated";
    return ON_NOTICE.test(text) ? "indefinite, terminable on notice" : "no fixed term; continues until terminated";
  }
  return text.toLowerCase().includes("indefinite") ? "indefinite" : value;
}

function kind({ kind: name, party, condition }) {
  return name === "option" ? (party ? `at ${possessive(party)} option` : "at a party's option") : (KINDS[name] ?? "") + (condition ? ", subject to a condition" : "");
}

function cap({ value, other = [], bound, scope, party, text }) {
  const called = paid(text);
  const limits = [value, ...other].map((one) => (one.kind === "formula" && REDACTED.test(text) ? "redacted" : limit(one))).map((words) => (called ? asCalled(words, called) : words));
  const which = { greater_of: "the greater of ", lesser_of: "the lesser of " }[bound] ?? "";
  const said = which + limits.join(which ? " and " : "; ") + (scope ? ` ${scope.toLowerCase()}` : "");
  return party ? `${said}, for ${possessive(party)} liability` : said;
}

// A cap's fees under the contract's own name: "the price under the contract", "12 months' commissions".
function asCalled(words, called) {
  const said = words.replace("the fees under the contract", `the ${called} under the contract`);
  return called === "commissions" ? said.replace(/ fees$/, ` ${called}`) : said;
}

// What a cap calls the money paid, if it does not mention fees.
function paid(text) {
  const plain = text.toLowerCase();
  if (plain.includes("fee")) return null;
  if (plain.includes("commission")) return "commissions";
  return plain.includes("price") ? "price" : /\b(?:paid|received|collected)\b/.test(plain) ? "amounts paid" : null;
}

function limit({ kind: name, amount, period, multiple }) {
  if (name === "money") {
    const [currency, sum] = amount.split(" ");
    return `${currency} ${Number(sum).toLocaleString("en-US", { minimumFractionDigits: 2, maximumFractionDigits: 2 }).replace(/\.00$/, "")}`;
  }
  if (name !== "fees") return "a formula, see the clause";
  return (multiple && multiple !== 1 ? `${multiple} times ` : "") + (period ? `${possessive(duration(period))} fees` : "the fees under the contract");
}

// What a flag's norm is: what the playbook asks for, or what is typical of similar contracts.
export function normLabel(rule) {
  return rule.startsWith("norm:") ? "Typical" : "Playbook position";
}

// "Provider's", "Sellers'", "12 months'".
function possessive(name) {
  return /s$/i.test(name) ? `${name}'` : `${name}'s`;
}

export function isDay(value) {
  const day = /^\d{4}-\d{2}-\d{2}$/.test(value) && value >= "0001" ? new Date(`${value}T00:00:00Z`) : NaN;
  return !Number.isNaN(Number(day)) && day.toISOString().startsWith(value); // a 30th of February would be read as a day in March
}

// A date, 2027-03-31, as people read it: 31 March 2027; shorter in the list.
export function shownDay(value, dateStyle = "medium") {
  return DAYS[dateStyle].format(new Date(`${value}T00:00:00Z`));
}

// A duration as a person says it (P90D: 90 days); any other value as it is.
export function duration(value) {
  const [, count, unit] = /^P(\d+)([DWMY])$/.exec(value) ?? [];
  if (!unit) return value;
  if (unit === "D" && Number(count) > MANY_DAYS) return `about ${Math.round((2 * Number(count)) / 365.25) / 2} years`;
  return `${count} ${UNITS[unit]}${count === "1" ? "" : "s"}`;
}

// What to show of a party's terms: "we" only if the contract calls the party by nothing else (see named in formatting.py).
export function roleTerms(terms) {
  const nouns = terms.filter((term) => !/^(?:we|us|ours?|you|yours?|i|me|my)$/i.test(term));
  return nouns.length ? nouns : terms.slice(0, 1);
}

// A party with the terms that the contract defines for it.
export function named({ name, defined_as: terms }) {
  const names = roleTerms(terms);
  return names.length ? `${name} (${names.join(", ")})` : name;
}

// Where a passage is: "page 3", "pages 3 to 5"; in a Word file, which has no pages, "paragraph 12". Empty if unknown.
export function place({ pages, paragraphs = [] }) {
  const [kind, numbers] = pages.length ? ["page", pages] : ["paragraph", paragraphs];
  if (!numbers.length) return "";
  return numbers.length === 1 ? `${kind} ${numbers[0]}` : `${kind}s ${numbers[0]} to ${numbers.at(-1)}`;
}

// The same, with the heading in a Word file: Word does not show the numbers of paragraphs.
export function placeOf(clause) {
  return [place(clause), clause.pages.length ? "" : clause.heading.join(" › ")].filter(Boolean).join(", ");
}

// Where a passage begins.
export function beginning({ page, paragraph }) {
  return page ? `page ${page}` : `paragraph ${paragraph}`;
}

// How long a document is: "30 pages", for a Word file "214 paragraphs".
export function extent({ pages, paragraphs }) {
  const [kind, count] = pages ? ["page", pages] : ["paragraph", paragraphs];
  return `${count} ${kind}${count === 1 ? "" : "s"}`;
}

export function oneLine(text) {
  return text.trim().replace(/\s+/g, " ");
}
