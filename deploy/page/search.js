// The search for words of the clauses. The service has them, since they would make the list slow; titles, names and
// parties are searched here, at once.

const PAUSE = 250; // milliseconds without a key, until the service is asked
const SHORTEST = 3; // letters: shorter words are in every contract
const MOST = 10; // words of one search

export class ClauseSearch {
  // `changed` hears of an answer.
  constructor(api, changed) {
    Object.assign(this, { api, changed, asked: "", found: {}, failed: false });
  }

  // Asks for these words, if they or the contracts (`state` names what there is) are others than before.
  look(words, state) {
    const wanted = words.filter((word) => word.length >= SHORTEST).slice(0, MOST);
    const asked = wanted.length ? `${wanted.join(" ")} ${state}` : "";
    if (asked === this.asked) return;
    Object.assign(this, { asked, failed: false });
    clearTimeout(this.timer);
    if (asked) this.timer = setTimeout(() => this.ask(wanted, asked), PAUSE);
  }

  async ask(wanted, asked) {
    let found = {};
    try {
      const answer = await this.api.search(wanted);
      found = Object.fromEntries(Object.entries(answer.found).map(([word, ids]) => [word, new Set(ids)]));
    } catch {
      if (this.asked === asked) this.failed = true;
    }
    if (this.asked !== asked) return; // the reader has typed on
    this.found = found;
    this.changed();
  }

  // Whether the contract has the word in one of its clauses, as far as that is known.
  has(word, id) {
    return this.found[word]?.has(id) ?? false;
  }
}
