// Stores and syncs the marks of one contract. They are kept in this browser until the service has them, and merged there key by
// key and field by field, so that two tabs or two people lose nothing. null removes a field or a whole mark.

import { backoff } from "../service/api.js";

const KEPT = "contract-review.marks";
const LONGEST_WAIT = 15_000; // milliseconds between two tries
const LOOK_AGAIN = 15_000; // milliseconds until marks of another person are asked for
const FOR_GOOD = new Set([400, 403, 404, 413]); // answers that a retry would not change

export class MarkStore extends EventTarget {
  constructor(api, id) {
    super();
    Object.assign(this, { api, path: `/contracts/${id}/marks`, prefix: `${KEPT}.${id}.`, known: {}, version: 0, sending: null, failures: 0 });
    this.own = this.prefix + Math.random().toString(36).slice(2);
    this.waiting = this.adopt();
    this.state = "loading";
    this.online = () => this.send();
    this.visible = () => document.visibilityState === "visible" && this.load();
    addEventListener("online", this.online);
    document.addEventListener("visibilitychange", this.visible);
    this.looking = setInterval(() => this.state === "saved" && this.visible(), LOOK_AGAIN);
  }

  close() {
    this.closed = true;
    clearInterval(this.looking);
    document.removeEventListener("visibilitychange", this.visible);
    if (!this.unsent()) this.release();
  }

  release() {
    removeEventListener("online", this.online);
    clearTimeout(this.timer);
  }

  async load() {
    try {
      this.take(await this.api.askOnce("GET", this.path));
      this.is(this.unsent() ? "saving" : "saved");
    } catch (error) {
      this.reportError(error);
    }
    if (this.unsent()) this.send();
  }

  // An answer overtaken by a later one changes nothing.
  take({ version, marks }) {
    this.failures = 0;
    if (version >= this.version) Object.assign(this, { version, known: marks });
  }

  // Every mark as it is now: the service's, with the changes that have not been sent yet.
  all() {
    return merged(merged(this.known, this.sending ?? {}), this.waiting);
  }

  get(key) {
    return this.all()[key] ?? {};
  }

  set(key, fields) {
    this.yieldToAdopter();
    this.waiting = joined(this.waiting, { [key]: fields });
    this.keep();
    this.is("saving");
    this.send();
  }

  unsent() {
    return Boolean(this.sending) || Object.keys(this.waiting).length > 0;
  }

  async send() {
    if (this.sending) return;
    this.yieldToAdopter();
    if (!Object.keys(this.waiting).length) return;
    clearTimeout(this.timer);
    Object.assign(this, { sending: this.waiting, waiting: {} });
    try {
      this.take(await this.api.askOnce("PATCH", this.path, { marks: this.sending }));
      this.sending = null;
      this.keep();
      this.is(this.unsent() ? "saving" : "saved");
      if (this.closed && !this.unsent()) this.release();
      this.send();
    } catch (error) {
      Object.assign(this, { waiting: joined(this.sending, this.waiting), sending: null });
      this.yieldToAdopter();
      this.keep();
      this.reportError(error);
    }
  }

  // Reports the error, and retries with growing pauses unless the service will never accept it.
  reportError(error) {
    if (FOR_GOOD.has(error.status)) return this.is("refused", error.message);
    this.is(error.status === 401 ? "signed-out" : "offline");
    if (this.closed && !this.unsent()) return;
    clearTimeout(this.timer);
    this.timer = setTimeout(() => (this.unsent() ? this.send() : this.load()), backoff(this.failures++, 1000, LONGEST_WAIT));
  }

  is(state, reason = "") {
    Object.assign(this, { state, reason });
    this.dispatchEvent(new Event("change"));
  }

  keep() {
    const unsent = joined(this.sending ?? {}, this.waiting);
    try {
      this.stored = Object.keys(unsent).length > 0;
      if (this.stored) localStorage.setItem(this.own, JSON.stringify(unsent));
      else localStorage.removeItem(this.own);
      this.unkept = false;
    } catch {
      Object.assign(this, { unkept: true, stored: false }); // storage is full or forbidden: leaving the page would lose what has not been sent
    }
  }

  // A page opened later takes from storage what this one could not send, and sends it. This page must not send it
  // again: that would undo changes made since.
  yieldToAdopter() {
    if (!this.stored || this.sending || localStorage.getItem(this.own) !== null) return;
    Object.assign(this, { known: merged(this.known, this.waiting), waiting: {}, stored: false });
    if (this.closed) this.release();
  }

  // What earlier pages of this contract could not send; a page that is still open hands it over.
  adopt() {
    let left = {};
    try {
      for (const name of Object.keys(localStorage).filter((one) => one.startsWith(this.prefix))) {
        left = joined(left, JSON.parse(localStorage.getItem(name)));
        localStorage.removeItem(name);
      }
      this.stored = Object.keys(left).length > 0;
      if (this.stored) localStorage.setItem(this.own, JSON.stringify(left));
    } catch {
      // no storage, or not ours: there is nothing to adopt
    }
    return left;
  }
}

// Sends what earlier pages could not send.
export function sendLeftOver(api) {
  let names = [];
  try {
    names = Object.keys(localStorage).filter((name) => name.startsWith(`${KEPT}.`));
  } catch {
    // the browser forbids storage, so nothing was left
  }
  for (const id of new Set(names.map((name) => name.slice(KEPT.length + 1).split(".")[0]))) {
    const marks = new MarkStore(api, id);
    marks.send();
    marks.close();
  }
}

// As the service merges: one level deep, null removes.
function merged(marks, changes) {
  const after = { ...marks };
  for (const [key, fields] of Object.entries(changes)) {
    const both = fields === null ? {} : { ...after[key], ...fields };
    const kept = Object.fromEntries(Object.entries(both).filter(([, value]) => value !== null));
    if (Object.keys(kept).length) after[key] = kept;
    else delete after[key];
  }
  return after;
}

// Two changes as one, the second applied after the first.
function joined(first, second) {
  const both = { ...first };
  for (const [key, fields] of Object.entries(second)) both[key] = fields && both[key] ? { ...both[key], ...fields } : fields;
  return both;
}
