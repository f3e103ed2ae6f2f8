// Carries out what the user does with a contract from the list. A row shows the change at once, and says so if it could not be saved.

import { ask } from "../shared/dialog.js";
import { h } from "../shared/dom.js";

const ERROR_TEXT = {
  not_uploaded: "The file is no longer there. Upload it again.",
  offline: "The service cannot be reached. Check the connection, then try again.",
};

export class Actions {
  constructor(api, contracts, uploads, live, person) {
    Object.assign(this, { api, contracts, uploads, live, person });
  }

  // If the sign-in does not say who the person is, taking a contract into work asks for the name once.
  async work(row, work_status) {
    const who = work_status === "in_progress" ? await this.person.name() : this.person.known();
    const now = this.contracts.get(row.contract_id);
    if (!now) return; // it was deleted meanwhile
    this.contracts.put(row.contract_id, { ...now, work_status, error_text: null });
    await this.attempt(row, "The state was not saved.", async () => this.contracts.take([(await this.api.work(row.contract_id, work_status, who)).contract]));
  }

  // Reviews a contract again, with a password or by another playbook. The request is not retried: two would be two
  // reviews.
  review(row, { password, playbook }) {
    this.contracts.put(row.contract_id, { ...row, error_text: null });
    return this.attempt(row, "It was not reviewed again.", async () => {
      this.contracts.take([(await this.api.review(row.contract_id, { password, playbook })).contract]);
      this.live.watch([row.contract_id]);
    });
  }

  async askForPlaybook(row, title) {
    const names = [...new Set(["default", ...this.contracts.all().map((one) => one.playbook).filter(Boolean)])];
    const field = h("input", { name: "playbook", required: true, pattern: "[A-Za-z0-9_.\\-]{1,64}", maxlength: "64", list: "playbooks", autocomplete: "off", value: "" });
    const answer = await ask(
      `Review “${title}” again`,
      [
        h("p", {}, "The current review stays until the new one replaces it. The contract's state and your notes are kept."),
        h("label", {}, h("span", {}, "Playbook"), field),
        h("datalist", { id: "playbooks" }, ...names.map((value) => h("option", { value }))),
        h("p", { class: "soft small" }, "The name of a playbook that is installed with the service: its file name without the extension. “default” is the built-in one."),
      ],
      "Review again",
    );
    if (answer) this.review(row, { playbook: answer.get("playbook") });
  }

  async askToRemove(row, title) {
    const what = row.status === "ready" ? "The file, its review and your notes on it are deleted." : "The file is deleted.";
    if (await ask(`Delete “${title}”?`, [h("p", {}, `${what} This cannot be undone.`)], "Delete")) this.remove(row);
  }

  remove(row) {
    return this.attempt(row, "It was not deleted.", async () => {
      try {
        await this.api.remove(row.contract_id);
      } catch (error) {
        if (error.status !== 404) throw error; // it is gone already
      }
      this.contracts.remove(row.contract_id);
    });
  }

  uploadAgain(key) {
    this.uploads.again(key);
  }

  // Removes a row that only this page has, or one whose file never arrived.
  forget(key) {
    const row = this.contracts.get(key);
    if (row?.contract_id) this.remove(row);
    else this.contracts.remove(key);
  }

  async attempt(row, failed, change) {
    try {
      await change();
    } catch (error) {
      const now = this.contracts.get(row.contract_id);
      if (now) this.contracts.put(row.contract_id, { ...now, work_status: row.work_status, error_text: `${failed} ${ERROR_TEXT[error.code] ?? error.message}` });
    }
  }
}
