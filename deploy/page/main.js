// Starts the page: reads its configuration, signs in, and shows the view that the address names.

import { Actions } from "./list/actions.js";
import { Api, fetchReview } from "./service/api.js";
import { ContractStore } from "./list/contractstore.js";
import { h } from "./shared/dom.js";
import { acceptDrops } from "./list/droparea.js";
import { ListView, summaryOf } from "./list/listview.js";
import { Live } from "./service/live.js";
import { MarkStore, sendLeftOver } from "./review/markstore.js";
import { User } from "./service/user.js";
import { Portfolio, reviewOf } from "./portfolio/portfolio.js";
import { SignIn } from "./service/signin.js";
import { ServiceStatus } from "./service/servicestatus.js";
import { Uploads } from "./list/uploads.js";

const main = document.getElementById("main");
const link = document.getElementById("link");
const alert = document.getElementById("alert");

class Page {
  constructor(config, signIn) {
    this.signIn = signIn;
    this.api = new Api(config, () => signIn.token());
    this.contracts = new ContractStore();
    this.live = new Live(config, this.api, this.contracts);
    const person = new User(signIn);
    document.getElementById("sign-out").before(person.button);
    const uploads = new Uploads(config, this.api, this.contracts, this.live);
    this.actions = new Actions(this.api, this.contracts, uploads, this.live, person);
    this.inbox = new ListView(this.contracts, uploads, this.actions, (shown) => new Portfolio(this.api, shown), this.api);
    acceptDrops(uploads);
    if (config.status) (this.status = new ServiceStatus(config.status)).start();
    this.contracts.addEventListener("change", () => this.changed());
    this.live.addEventListener("change", () => this.changed());
    this.live.addEventListener("error", (event) => this.showError(event.detail));
    addEventListener("hashchange", () => this.route());
    setInterval(() => this.changed(), 30_000);
  }

  async start() {
    sendLeftOver(this.api);
    this.route();
    await this.live.ask();
    await this.live.connect();
  }

  showState() {
    const row = this.contracts.get(this.review?.row.contract_id);
    if (row && this.review.node) this.review.showState(row);
  }

  changed() {
    this.inbox.update();
    this.showState();
    const state = this.live.connected ? "Live" : "Reconnecting; asking meanwhile";
    if (link.textContent !== state) link.textContent = state;
    link.classList.toggle("on", this.live.connected);
    if (this.live.connected) alert.hidden = true;
    const doing = summaryOf(this.contracts);
    if (!this.review) document.title = doing ? `${doing} – Contract review` : "Contract review";
  }

  async route() {
    const left = this.review?.row.contract_id;
    this.review?.close();
    this.review = null;
    document.body.classList.remove("reviewing");
    const [, id, clause] = /^#\/contracts\/([\w-]+)(?:\/clauses\/(\d+))?$/.exec(location.hash) ?? [];
    const [, old, later] = /^#\/compare\/([\w-]+)\/([\w-]+)$/.exec(location.hash) ?? [];
    if (!id && !old) {
      main.replaceChildren(this.inbox.node, ...(this.status ? [this.status.node] : []));
      this.changed();
      if (left) this.inbox.table.focus(left);
      return;
    }
    main.replaceChildren(h("p", { class: "empty soft" }, h("span", { class: "spinner" }), id ? " Opening the review" : " Comparing"));
    try {
      await (id ? this.openReview(id, clause) : this.openComparison(old, later));
    } catch (error) {
      main.replaceChildren(h("div", { class: "empty" }, h("p", {}, error.message), h("p", {}, h("a", { href: "#/" }, "All contracts"))));
      if (error.status === 401) this.showError(error);
    }
  }

  async openComparison(...ids) {
    const { hash } = location;
    const { comparisonView } = await import("./comparison/comparisonview.js");
    const drafts = await Promise.all(ids.map(async (id) => reviewOf(this.api, (await this.api.get(id)).contract)));
    if (location.hash !== hash) return; // the reader has moved on
    main.replaceChildren(comparisonView(...drafts));
    main.focus({ preventScroll: true });
  }

  async openReview(id, clause) {
    const { hash } = location;
    const [{ contract }, result, { ReviewView }] = await Promise.all([this.api.get(id), this.api.result(id), import("./review/reviewview.js")]);
    const view = new ReviewView(contract, await fetchReview(result.url), new MarkStore(this.api, id), (state) => this.actions.work(this.contracts.get(id) ?? contract, state));
    if (location.hash !== hash) return view.close(); // the reader has moved on
    this.review = view;
    document.body.classList.add("reviewing");
    document.title = `${contract.name} – Contract review`;
    main.replaceChildren(view.render());
    this.showState();
    main.focus({ preventScroll: true });
    if (clause) view.choose(clause, "summary");
    await view.load(result.document_url);
  }

  showError(error) {
    if (error.status !== 401) {
      alert.hidden = this.live.connected;
      alert.replaceChildren(error.message);
      return;
    }
    alert.hidden = false;
    const again = h("button", { type: "button", onclick: () => this.signIn.begin() }, "Sign in again");
    alert.replaceChildren("Your session has expired. ", this.signIn.config ? again : "config.json names no sign-in service.");
  }
}

async function begin() {
  const config = await (await fetch("config.json", { cache: "no-store" })).json();
  const notice = document.getElementById("notice");
  notice.textContent = config.notice ?? "";
  notice.hidden = !config.notice;
  const signIn = new SignIn(config);
  await signIn.finish();
  if (signIn.needed()) {
    main.replaceChildren(
      h("div", { class: "empty" }, h("h1", {}, "Contract review"), h("p", {}, "Sign in to see your contracts."), h("button", { type: "button", class: "button", onclick: () => signIn.begin() }, "Sign in")),
    );
    return;
  }
  const out = document.getElementById("sign-out");
  out.hidden = !signIn.config;
  out.addEventListener("click", () => {
    signIn.forget();
    location.reload();
  });
  await new Page(config, signIn).start();
}

begin().catch((error) => {
  alert.hidden = false;
  alert.replaceChildren(`The page could not start: ${error.message} Reload it to try again.`);
});
