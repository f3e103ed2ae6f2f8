// Finds out who is using the page: by the sign-in if it says so, otherwise by a name that the user enters once.

import { ask } from "../shared/dialog.js";
import { h } from "../shared/dom.js";

const KEPT = "contract-review.name";
const LONGEST = 80; // characters; the service keeps this many

export class User {
  constructor(signIn) {
    this.signIn = signIn;
    this.button = h("button", { type: "button", class: "quiet", title: "Change your name", hidden: true, onclick: () => this.askForName() });
    this.show();
  }

  // The name, or null while it is unknown.
  known() {
    return this.signIn.name() ?? stored();
  }

  // The name, asked for if necessary; null if the person does not give one.
  async name() {
    return this.known() ?? (await this.askForName());
  }

  async askForName() {
    const field = h("input", { name: "name", required: true, maxlength: String(LONGEST), autocomplete: "name", value: stored() ?? "" });
    const answer = await ask("Who are you?", [h("p", {}, "The list shows who works on a contract. Your name is asked for once and kept in this browser."), h("label", {}, h("span", {}, "Your name"), field)], "Save");
    const name = answer?.get("name").trim();
    if (name) keep(name);
    this.show();
    return name || null;
  }

  show() {
    const name = stored();
    this.button.hidden = Boolean(this.signIn.name()) || !name;
    this.button.textContent = name ?? "";
  }
}

function stored() {
  try {
    return localStorage.getItem(KEPT);
  } catch {
    return null; // the browser forbids storage
  }
}

function keep(name) {
  try {
    localStorage.setItem(KEPT, name);
  } catch {
    // it is asked for again
  }
}
