// From a dropped file to a submitted contract, three at a time; refuses what would be refused later.

import { ApiError, upload } from "./api.js";
import { size } from "./dom.js";

const AT_ONCE = 3;
const HEADER_BYTES = 1024; // %PDF- stands somewhere in them
const WHAT_TO_DO = {
  empty: "The file is empty. Choose another.",
  not_a_pdf: "This is not a PDF. Save it as a PDF and drop it again.",
  offline: "The service cannot be reached. Check the connection, then try again.",
};

export class Uploads {
  constructor(config, api, contracts, live) {
    Object.assign(this, { api, contracts, live, limit: config.maxBytes ?? 25 << 20 });
    this.waiting = [];
    this.running = 0;
    this.count = 0;
    addEventListener("beforeunload", (event) => (this.running || this.waiting.length) && event.preventDefault());
  }

  add(files) {
    for (const file of files) {
      const key = `upload-${++this.count}`;
      const created_at = new Date(Date.now() + this.count).toISOString();
      this.contracts.put(key, { key, name: file.name, bytes: file.size, status: "queued", created_at, file });
      this.waiting.push(key);
    }
    this.next();
  }

  again(key) {
    const row = this.contracts.get(key);
    if (!row?.file) return;
    this.contracts.remove(key);
    this.add([row.file]);
  }

  next() {
    while (this.running < AT_ONCE && this.waiting.length) {
      const key = this.waiting.shift();
      this.running++;
      this.carry(key).finally(() => {
        this.running--;
        this.next();
      });
    }
  }

  async carry(key) {
    const { file } = this.contracts.get(key);
    const update = (changes) => this.contracts.put(key, { ...this.contracts.get(key), ...changes });
    try {
      await this.check(file);
      update({ status: "sending", progress: 0 });
      const { contract, upload: form } = await this.api.create(file.name, file.size);
      await this.send(form, file, (progress) => update({ progress }));
      this.contracts.rename(key, contract.contract_id);
      key = contract.contract_id;
      this.contracts.take([{ ...contract, progress: 1, sent: true }]);
      this.live.watch([contract.contract_id]);
      this.contracts.take([(await this.api.submit(contract.contract_id)).contract]);
    } catch (error) {
      const message = WHAT_TO_DO[error.code] ?? error.message;
      update({ status: "refused", error: { code: error.code ?? "failed", message }, retry: !REFUSALS.has(error.code) });
    }
  }

  async check(file) {
    if (!file.size) throw new ApiError(0, "empty", "");
    if (file.size > this.limit) {
      throw new ApiError(0, "too_large", `The file has ${size(file.size)}; at most ${size(this.limit)} are taken. Split or compress it.`);
    }
    const head = new TextDecoder("latin1").decode(await file.slice(0, HEADER_BYTES).arrayBuffer());
    if (!head.includes("%PDF-")) throw new ApiError(0, "not_a_pdf", "");
  }

  async send(form, file, progress) {
    try {
      await upload(form, file, progress);
    } catch (error) {
      if (error.status) throw error;
      await upload(form, file, progress); // once more: the line was cut
    }
  }
}

const REFUSALS = new Set(["empty", "not_a_pdf", "too_large"]);
