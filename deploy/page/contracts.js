// What the page knows of the contracts: the service's rows, and the uploads of this page.

// A row only moves on: an answer that is older than what is known changes nothing. "refused" is this page's own: a submit
// that failed, unless the service took it after all.
const ORDER = { uploading: 0, refused: 1, pending: 2, failed: 3, ready: 4 };

export class Contracts extends EventTarget {
  rows = new Map();

  all() {
    return [...this.rows.values()].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
  }

  get(id) {
    return this.rows.get(id);
  }

  // Ids that can still change.
  open() {
    const open = (row) => row.contract_id && ORDER[row.status] < ORDER.failed;
    return this.all().filter(open).map((row) => row.contract_id);
  }

  take(rows) {
    for (const row of rows) {
      const known = this.rows.get(row.contract_id);
      if (known && ORDER[row.status] < ORDER[known.status]) continue;
      this.rows.set(row.contract_id, { ...known, ...row });
    }
    this.changed();
  }

  // Replaces a row of this page's own (an upload) under its key.
  put(key, row) {
    this.rows.set(key, row);
    this.changed();
  }

  rename(from, to) {
    const row = this.rows.get(from);
    this.rows.delete(from);
    this.rows.set(to, { ...row, ...this.rows.get(to) });
  }

  remove(key) {
    this.rows.delete(key);
    this.changed();
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }
}
