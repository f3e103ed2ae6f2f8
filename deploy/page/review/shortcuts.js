// The keyboard shortcuts of a review: in its list of flags, in its list of clauses, and anywhere on the page.

import { VERDICTS as CLAUSE_VERDICTS } from "./clausespanel.js";
import { VERDICTS as FLAG_VERDICTS } from "./flagspanel.js";

const NARROW = matchMedia("(max-width: 56rem)");

export function handleKey(view, event) {
  if (event.ctrlKey || event.metaKey || event.altKey) return;
  const typing = event.target.matches?.("input, select, textarea");
  const scrolling = event.key.startsWith("Arrow") && (event.target === view.paper.pages.node || event.target === view.paper.text?.body);
  if (event.key === "Escape") escape(view, event, typing);
  else if (typing || scrolling) return;
  else if (event.key === "t") {
    event.preventDefault();
    view.selectInText();
  } else if (event.key === "/") {
    event.preventDefault();
    view.open("clauses");
    view.clauses.search.focus();
  } else if (view.tab === "flags" ? handledByFlags(view.flags, event.key) : handledByClauses(view.clauses, event.key)) event.preventDefault();
}

// Whether the list of flags has a use for the key.
function handledByFlags(panel, key) {
  if (key === "j" || key === "ArrowDown") panel.step(1);
  else if (key === "k" || key === "ArrowUp") panel.step(-1);
  else if (panel.now >= 0 && FLAG_VERDICTS[key]) panel.mark(panel.now, key);
  else if (panel.now >= 0 && key === "n") panel.write(panel.now);
  else return false;
  return true;
}

// Whether the list of clauses has a use for the key.
function handledByClauses(panel, key) {
  const entry = panel.view.chosen();
  if (key === "j" || key === "ArrowDown") panel.step(1);
  else if (key === "k" || key === "ArrowUp") panel.step(-1);
  else if (entry && CLAUSE_VERDICTS[key]) panel.judge(entry, key);
  else if (entry && key === "c") panel.list.querySelector(".corrections select")?.focus();
  else return false;
  return true;
}

// One step back: out of a field, a selection, the contract's text, the contract on a narrow screen, the review.
function escape(view, event, typing) {
  if (typing) event.target.blur();
  else if (!view.bar.node.hidden) view.bar.close();
  else if (event.target === view.paper.text?.body) {
    event.target.blur();
    view.panels[view.tab].querySelector(".clause[aria-pressed='true'], .flag[aria-current]")?.focus();
  } else if (view.node.classList.contains("placed") && NARROW.matches) view.uncover();
  else location.hash = "#/";
}
