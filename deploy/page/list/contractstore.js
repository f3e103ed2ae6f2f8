// Holds what the page knows about the contracts: the service's rows, and the uploads of this page.

const RECENT = 60_000; // milliseconds: a row this new may still be missing from the service's list

export class ContractStore extends EventTarget {
  rows = new Map();

  all() {
    return [...this.rows.values()].sort((a, b) => (a.created_at < b.created_at ? 1 : -1));
  }

  get(id) {
    return this.rows.get(id);
  }

  // The ids of contracts that can still change.
  open() {
    const open = (row) => row.contract_id && ["uploading", "pending", "refused"].includes(row.status);
    return this.all().filter(open).map((row) => row.contract_id);
  }

  // Takes rows from the service. An answer that is not newer than what is known changes nothing. What only this page
  // knows about a row is kept (its file, its upload progress); what the service has dropped is removed.
  take(rows) {
    for (const row of rows) {
      const known = this.rows.get(row.contract_id);
      if (known && (row.version ?? 0) <= (known.version ?? -1)) continue;
      const { file, sent, progress } = known ?? {};
      this.rows.set(row.contract_id, { ...row, ...(file && { file, sent, progress }) });
    }
    this.changed();
  }

  // Takes all of the service's rows: those that are missing were deleted on another page.
  takeAll(rows, asked) {
    const ids = new Set(rows.map((row) => row.contract_id));
    for (const [key, row] of this.rows) {
      const old = row.contract_id && Date.parse(row.created_at) < asked - RECENT;
      if (old && !row.file && !ids.has(row.contract_id)) this.rows.delete(key);
    }
    this.take(rows);
  }

  // Replaces a row that only this page has (an upload) under its key.
  put(key, row) {
    this.rows.set(key, row);
    this.changed();
  }

  rename(from, to) {
    this.rows.set(to, this.rows.get(from));
    this.rows.delete(from);
  }

  remove(key) {
    this.rows.delete(key);
    this.changed();
  }

  changed() {
    this.dispatchEvent(new Event("change"));
  }
}
