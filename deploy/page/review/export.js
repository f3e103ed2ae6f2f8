// Saves the review with the user's marks as a file: its JSON, or a self-contained page. A person's values count in both.

import { corrected } from "../shared/corrections.js";
import { FIELDS, beginning, extent, labelOf, normLabel, place, shownValue } from "../shared/fields.js";
import { markSaid } from "./flagspanel.js";
import { flagKeys } from "./markids.js";

const STYLE = `body{font:16px/1.55 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1d2125}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #d5d8d2}dl{display:grid;grid-template-columns:11rem 1fr;gap:.4rem 1rem}
dt,.soft{color:#5a6270}dd{margin:0}blockquote{margin:.5rem 0 1.25rem;padding-left:1rem;border-left:3px solid #d5d8d2;white-space:pre-line;font-family:Georgia,serif}
.high{color:#a02020}.medium{color:#8a4b00}`;

export function save(name, type, content) {
  const url = URL.createObjectURL(new Blob([content], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function stem(name) {
  return name.replace(/\.(pdf|docx)$/i, "");
}

export function asJson(review, marks) {
  return JSON.stringify(Object.keys(marks).length ? { ...corrected(review, marks), marks } : review, null, 2);
}

export function asHtml(review, name, entries) {
  const title = review.summary.document_name?.text ?? name;
  const marks = entries.marks.all();
  const keys = flagKeys(review.flags, marks);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Review of ${text(name)}</title><style>${STYLE}</style></head><body>
<h1>${text(title)}</h1><p class="soft">${text(name)}, ${extent(review.document)}, SHA-256 ${review.document.sha256}</p>
<h2>Summary</h2><dl>${summary(review, marks)}</dl>
<h2>Points to review</h2>${review.flags.map((one) => flag(one, marks[keys.get(one)])).join("") || "<p>Nothing.</p>"}
<h2>Clauses</h2>${entries.all().map(clause).join("") || "<p>None was found.</p>"}
<h2>Looked for and not found</h2><ul>${review.absent.map((one) => `<li>${text(labelOf(one))}</li>`).join("")}</ul>
<p class="soft">Made by the model ${text(review.model.name)} (${review.model.sha256.slice(0, 12)}). Clauses are quoted from the contract; which are quoted is a model's judgment and can be wrong or incomplete.</p>
</body></html>`;
}

function summary(review, marks) {
  const { summary: said } = corrected(review, marks);
  const told = (name, words) => (marks[`value:${name}`]?.value ? `${words} (corrected by a person)` : words);
  const parties = told("parties", said.parties.map((party) => party.name).join("; "));
  const rows = [["Parties", parties], ...FIELDS.map(([name, label]) => [label, told(name, shownValue(name, said[name]))])];
  return rows.map(([label, value]) => `<dt>${label}</dt><dd>${value ? text(value) : '<span class="soft">not found</span>'}</dd>`).join("");
}

function flag({ rule, severity, why, quotes, norm, suggestion }, mark) {
  const quoted = quotes.map((quote) => `<blockquote>“${text(quote.text)}” <span class="soft">${text([quote.section, beginning(quote)].filter(Boolean).join(", "))}</span></blockquote>`);
  const rest = [norm && `${normLabel(rule)}: ${norm}`, suggestion, mark && markSaid(mark)].filter(Boolean).map((line) => `<p class="soft">${text(line)}</p>`);
  return `<p><strong class="${text(severity)}">${text(severity)}</strong> ${text(why)}</p>${quoted.join("")}${rest.join("")}`;
}

function clause({ label, pages, paragraphs, heading, state, text: quoted }) {
  const facts = [place({ pages, paragraphs }), heading.join(" › "), state ? `marked: ${state}` : ""].filter(Boolean).join(" · ");
  return `<p><strong>${text(label)}</strong> <span class="soft">${text(facts)}</span></p><blockquote>${text(quoted)}</blockquote>`;
}

function text(value) {
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
