// Searches for words of the clauses. The service searches clauses, because sending them all to the browser would slow the
// list; titles, names and parties are searched here, at once.

const PAUSE = 250; // milliseconds without a key before the service is asked
const SHORTEST = 3; // letters: shorter words are in every contract
const MOST = 10; // words per search

export class ClauseSearch {
  // `changed` is called when an answer arrives.
  constructor(api, changed) {
    Object.assign(this, { api, changed, asked: "", found: {}, failed: false });
  }

  // Asks for these words, if the words or the contracts (`state`) have changed since the last search.
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
    if (this.asked !== asked) return; // the reader has typed more
    this.found = found;
    this.changed();
  }

  // Whether the contract has the word in one of its clauses, as far as that is known.
  has(word, id) {
    return this.found[word]?.has(id) ?? false;
  }
}
