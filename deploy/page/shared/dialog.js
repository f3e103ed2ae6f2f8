// Asks a question that must be answered before anything else.

import { h } from "./dom.js";

// The answers, or null if the person cancelled. `fields` are the question's nodes.
export function ask(title, fields, confirm) {
  return new Promise((answered) => {
    const cancel = h("button", { type: "button" }, "Cancel");
    const form = h("form", { method: "dialog" }, h("h2", { id: "question" }, title), ...fields, h("div", { class: "answers" }, cancel, h("button", { class: "button" }, confirm)));
    const dialog = h("dialog", { "aria-labelledby": "question" }, form);
    let answers = null;
    cancel.addEventListener("click", () => dialog.close());
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      answers = new FormData(form);
      dialog.close();
    });
    dialog.addEventListener("close", () => {
      dialog.remove();
      answered(answers);
    });
    document.body.append(dialog);
    dialog.showModal();
  });
}
