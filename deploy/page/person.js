// Who sits before the page: by the sign-in if it says so, otherwise by the name that the person gives once.

import { ask } from "./dialog.js";
import { h } from "./dom.js";

const KEPT = "contract-review.name";
const LONGEST = 80; // characters; the service keeps as many

export class Person {
  constructor(signIn) {
    this.signIn = signIn;
    this.button = h("button", { type: "button", class: "quiet", title: "Change your name", hidden: true, onclick: () => this.askForName() });
    this.show();
  }

  // The name, or null as long as it is not known.
  known() {
    return this.signIn.name() ?? stored();
  }

  // The same, after asking if need be; null if the person does not say.
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
