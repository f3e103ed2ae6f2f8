// The review as a file: its JSON as it came, or a page that stands alone.

import { FIELDS, labelOf, shownValue } from "./fields.js";

const STYLE = `body{font:16px/1.55 system-ui,sans-serif;max-width:52rem;margin:2rem auto;padding:0 1rem;color:#1d2125}
h1{font-size:1.5rem}h2{font-size:1.15rem;margin-top:2rem;border-bottom:1px solid #d5d8d2}dl{display:grid;grid-template-columns:11rem 1fr;gap:.4rem 1rem}
dt,.soft{color:#5a6270}dd{margin:0}blockquote{margin:.5rem 0 1.25rem;padding-left:1rem;border-left:3px solid #d5d8d2;white-space:pre-line;font-family:Georgia,serif}
.high{color:#a02020}.medium{color:#8a4b00}`;

export function save(name, type, text) {
  const url = URL.createObjectURL(new Blob([text], { type }));
  const link = Object.assign(document.createElement("a"), { href: url, download: name });
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}

export function stem(name) {
  return name.replace(/\.(pdf|docx)$/i, "");
}

export function asHtml(review, name) {
  const title = review.summary.document_name?.text ?? name;
  const clauses = review.clauses.filter((clause) => clause.found);
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Review of ${text(name)}</title><style>${STYLE}</style></head><body>
<h1>${text(title)}</h1><p class="soft">${text(name)}, ${review.document.pages} pages, SHA-256 ${review.document.sha256}</p>
<h2>Summary</h2><dl>${summary(review)}</dl>
<h2>To look at</h2>${review.flags.map(flag).join("") || "<p>Nothing.</p>"}
<h2>Clauses</h2>${clauses.map(clause).join("") || "<p>None was found.</p>"}
<h2>Looked for and not found</h2><ul>${review.absent.map((one) => `<li>${text(labelOf(one))}</li>`).join("")}</ul>
<p class="soft">Made by the model ${text(review.model.name)} (${review.model.sha256.slice(0, 12)}). Clauses are quoted from the contract; which are quoted is a model's judgement and can be wrong or incomplete.</p>
</body></html>`;
}

function summary(review) {
  const parties = review.summary.parties.map((party) => party.name).join("; ");
  const rows = [["Parties", parties], ...FIELDS.map(([name, label]) => [label, shownValue(review.summary[name])])];
  return rows.map(([label, value]) => `<dt>${label}</dt><dd>${value ? text(value) : '<span class="soft">not found</span>'}</dd>`).join("");
}

function flag({ severity, why, quotes, norm, suggestion }) {
  const quoted = quotes.map((quote) => `<blockquote>“${text(quote.text)}” <span class="soft">${text([quote.section, `page ${quote.page}`].filter(Boolean).join(", "))}</span></blockquote>`);
  const rest = [norm && `The norm: ${norm}`, suggestion].filter(Boolean).map((line) => `<p class="soft">${text(line)}</p>`);
  return `<p><strong class="${text(severity)}">${text(severity)}</strong> ${text(why)}</p>${quoted.join("")}${rest.join("")}`;
}

function clause(found) {
  const { pages, heading, text: quoted } = found;
  return `<p><strong>${text(labelOf(found))}</strong> <span class="soft">page ${pages.join(", ")} ${text(heading.join(" › "))}</span></p><blockquote>${text(quoted)}</blockquote>`;
}

function text(value) {
  return String(value).replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
