// Receives updates about contracts: by WebSocket while there is one, otherwise by polling.

import { backoff } from "./api.js";

const ASK_SECONDS = 4; // without a WebSocket
const CHECK_SECONDS = 45; // with a WebSocket: catches up on missed updates, and notices a dead connection
const ANSWER_SECONDS = 10;
const MOST_AT_ONCE = 400; // the service takes 500 ids in a message

export class Live extends EventTarget {
  constructor(config, api, contracts) {
    super();
    Object.assign(this, { url: config.websocket, api, contracts, socket: null, failures: 0, connected: false });
    setInterval(() => this.beat(), 1000);
    addEventListener("online", () => this.connect());
    document.addEventListener("visibilitychange", () => document.visibilityState === "visible" && this.check());
  }

  async connect() {
    if (this.connecting || this.connected) return;
    this.connecting = true;
    try {
      const { ticket } = await this.api.askOnce("POST", "/tickets");
      const url = new URL(this.url);
      url.searchParams.set("ticket", ticket);
      this.socket = new WebSocket(url);
      this.socket.onopen = () => this.opened();
      this.socket.onmessage = (event) => this.onMessage(JSON.parse(event.data));
      this.socket.onclose = () => this.lost();
    } catch {
      this.lost();
    }
  }

  opened() {
    Object.assign(this, { connected: true, connecting: false, failures: 0, listening: false });
    this.check();
    this.dispatchEvent(new Event("change"));
  }

  onMessage(message) {
    this.messageAt = Date.now();
    if (message.type === "contract") this.contracts.take([message.contract]);
    if (message.type === "removed") this.contracts.remove(message.contract_id);
    if (message.type === "contracts") this.answered(message.contracts);
  }

  // The answer to a watch. Until the first one, the service may take this connection for gone and push nothing to it;
  // so what changed meanwhile is asked for only now.
  answered(rows) {
    this.contracts.take(rows);
    if (!this.listening) this.ask();
    this.listening = true;
  }

  lost() {
    Object.assign(this, { connected: false, connecting: false, socket: null });
    setTimeout(() => this.connect(), backoff(this.failures++, 500, 15_000));
    this.dispatchEvent(new Event("change"));
  }

  watch(ids) {
    for (let start = 0; start < Math.max(ids.length, 1); start += MOST_AT_ONCE) this.send(ids.slice(start, start + MOST_AT_ONCE));
  }

  send(ids) {
    if (this.socket?.readyState !== WebSocket.OPEN) return;
    this.sentAt = Date.now();
    this.socket.send(JSON.stringify({ action: "watch", contract_ids: ids }));
  }

  // Every watch is answered, so a connection that does not answer is dead, whatever the browser reports.
  check() {
    if (!this.connected) return;
    const asked = Date.now();
    this.watch(this.contracts.open());
    setTimeout(() => (this.messageAt ?? 0) < asked && this.socket?.close(), ANSWER_SECONDS * 1000);
  }

  beat() {
    const since = (moment) => Date.now() - (moment ?? 0);
    if (this.connected && since(this.sentAt) > CHECK_SECONDS * 1000) this.check();
    if (!this.connected && since(this.askedAt) > ASK_SECONDS * 1000 && this.contracts.open().length) this.ask();
  }

  async ask() {
    this.askedAt = Date.now();
    try {
      this.contracts.takeAll(await this.api.list(), this.askedAt);
    } catch (error) {
      this.dispatchEvent(new CustomEvent("error", { detail: error }));
    }
  }
}
