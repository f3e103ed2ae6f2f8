// Makes a table of many reviews with a row for each contract, and a second one of all flags, the same as in
// serve/portfolio/spreadsheet.py. A cell is a value, or {value, link}; a date is {day}, with or without a link.

import { CorrectedClauses } from "../review/correctedclauses.js";
import { markSaid } from "../review/flagspanel.js";
import { flagKeys } from "../review/markids.js";
import { importance } from "../shared/categories.js";
import { coming, deadlines } from "../shared/deadlines.js";
import { FIELDS, beginning, inWords, isDay, labelOf, named, placeOf } from "../shared/fields.js";
import { SEVERITIES } from "../list/listmodel.js";

// A spreadsheet treats text that begins like this as a formula. See OWASP, "CSV Injection".
const FORMULA = /^[=+\-@\t\r]/;
const ALL_FIELDS = [["document_name", "Title"], ...FIELDS];

// [contracts, flags], each {name, columns, rows}. `reviews`: [{row, review}]; `address`: the page's own, for links.
export function tables(reviews, address) {
  const labels = new Map(reviews.flatMap(({ review }) => [...review.clauses, ...review.absent].map((one) => [one.category, labelOf(one)])));
  const known = new Set(reviews.flatMap(({ review }) => Object.keys(review.model.thresholds)));
  const categories = [...known].sort((a, b) => importance(a) - importance(b) || (a < b ? -1 : 1));
  const linked = reviews.map(({ row, review }) => ({ name: row.name, review, link: (clause) => linkTo(address, row, clause) }));
  return [
    {
      name: "Contracts",
      columns: [...columns(), ...categories.flatMap((category) => categoryColumns(labels.get(category) ?? category))],
      rows: linked.map((one) => [...contract(one), ...categoryCells(one, categories)]),
    },
    { name: "Flags", columns: FLAG_COLUMNS, rows: linked.flatMap(flagRows) },
  ];
}

const column = (heading, width = 18, folded = false) => ({ heading, width, folded });
const FLAG_COLUMNS = [column("File", 30), column("Severity", 10), column("Rule", 24), column("What was found", 60), column("Words", 60), column("Section", 24), column("Page or paragraph", 14), column("Suggestion", 60), column("Marked", 40)];

function linkTo(address, { contract_id: id }, clause) {
  return `${address}#/contracts/${id}${clause === undefined || clause === null ? "" : `/clauses/${clause}`}`;
}

function columns() {
  const fields = ALL_FIELDS.flatMap(([name, heading]) => [column(heading, name === "document_name" ? 40 : 18), ...(name === "document_type" ? [column("Parties", 40)] : [])]);
  return [column("File", 30), ...fields, column("Next deadline", 14), column("What falls due", 40), ...SEVERITIES.map((severity) => column(`Flags: ${severity}`, 8)), column("Corrected by a person", 24)];
}

function contract({ name, review, link }) {
  const { summary, flags } = review;
  const fields = ALL_FIELDS.flatMap(([field, ]) => [value(field, summary[field], link), ...(field === "document_type" ? [summary.parties.map(named).join("; ") || null] : [])]);
  const due = coming(deadlines(summary));
  const byPeople = FIELDS.filter(([field]) => summary[field]?.corrected).map(([, label]) => label);
  if (summary.parties.some((party) => party.corrected)) byPeople.unshift("Parties");
  const counts = SEVERITIES.map((severity) => flags.filter((flag) => flag.severity === severity).length);
  return [{ value: name, link: link() }, ...fields, due && { day: due.day, link: link(due.clause) }, due?.what ?? null, ...counts, byPeople.join("; ") || null];
}

// A date as a date, anything else in words.
function value(name, field, link) {
  if (!field) return null;
  const day = typeof field.value === "string" && !field.bound && isDay(field.value);
  return { ...(day ? { day: field.value } : { value: inWords(name, field) }), link: link(field.clause) };
}

function categoryColumns(label) {
  const heading = `${label} clause`;
  return [column(heading, 14), column(`${heading}: text`, 40, true), column(`${heading}: page or paragraph`, 14, true), column(`${heading}: score`, 7, true)];
}

function categoryCells({ review, link }, categories) {
  const clauses = new CorrectedClauses(review, { all: () => review.marks }).all().filter(({ state }) => state !== "wrong");
  return categories.flatMap((category) => clauseCells(review, clauses.filter((clause) => clause.category === category), category, link));
}

// Whether the category was found, the words of its best clause, their page (a number) or paragraph (in words), and the
// score. A clause that a person marked as right, corrected or added comes before the model's.
function clauseCells(review, found, category, link) {
  const rank = ({ state, score }) => (state ? 2 : 0) + (score ?? 0);
  const best = found.reduce((one, other) => (one && rank(one) >= rank(other) ? one : other), null);
  if (best) return [{ value: "yes", link: link(best.clause?.id) }, best.text, best.pages[0] ?? (placeOf(best) || null), best.score];
  const clause = review.clauses[review.absent.find((one) => one.category === category)?.candidate];
  if (!clause) return ["no", null, null, null];
  return [{ value: "unsure", link: link(clause.id) }, clause.text, clause.pages[0] ?? placeOf(clause), clause.score];
}

function flagRows({ name, review, link }) {
  const keys = flagKeys(review.flags, review.marks);
  return review.flags.map((flag) => {
    const { severity, rule, why, quotes, clauses, suggestion } = flag;
    const mark = review.marks[keys.get(flag)];
    const [quote] = quotes;
    const clause = quote ? quote.clause : clauses[0];
    return [{ value: name, link: link(clause) }, severity, rule, why, quotes.map(({ text }) => text).join(" … ") || null, quote?.section ?? null, quote ? (quote.page ?? beginning(quote)) : null, suggestion, mark ? markSaid(mark) : null];
  });
}

// A table as CSV (RFC 4180, UTF-8 with a byte order mark, which Excel needs). An apostrophe before text that begins
// like a formula keeps a spreadsheet from evaluating words of a contract.
export function asCsv({ columns: headings, rows }) {
  const lines = [headings.map(({ heading }) => heading), ...rows.map((row) => row.map(plain))];
  return `\ufeff${lines.map((line) => `${line.map(quoted).join(",")}\r\n`).join("")}`;
}

function plain(cell) {
  const known = cell?.day ?? (cell !== null && typeof cell === "object" ? cell.value : cell);
  return typeof known === "string" && FORMULA.test(known) ? `'${known}` : (known ?? "");
}

function quoted(cell) {
  const text = String(cell);
  return /[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}
