// Takes dropped files to submitted contracts, three at a time; refuses early what the service would refuse later.

import { ApiError, upload } from "../service/api.js";
import { size } from "../shared/dom.js";
import { isWord } from "../shared/filetypes.js";

const AT_ONCE = 3;
const HEADER_BYTES = 1024; // %PDF- is somewhere in these bytes
const DOCX_STARTS = ["PK\x03\x04", "\xd0\xcf\x11\xe0"]; // a ZIP archive; with a password, an OLE container
const WHAT_TO_DO = {
  empty: "The file is empty. Choose another.",
  not_a_pdf: "This is neither a PDF nor a Word file (.docx). Save it as one of these and drop it again.",
  not_a_docx: "Despite its name, this is not a Word file (.docx). Save it as a Word file or a PDF and drop it again.",
  offline: "The service cannot be reached. Check the connection, then try again.",
};

export class Uploads {
  accepted = ".pdf,.docx,application/pdf,application/vnd.openxmlformats-officedocument.wordprocessingml.document";

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
    this.abandon(row.contract_id);
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
      this.contracts.rename(key, contract.contract_id);
      key = contract.contract_id;
      update({ ...contract, status: "sending" });
      await this.send(form, file, (progress) => update({ progress }));
      update({ status: contract.status, progress: 1, sent: true });
      this.live.watch([key]);
      this.contracts.take([(await this.api.submit(key)).contract]);
    } catch (error) {
      const message = WHAT_TO_DO[error.code] ?? error.message;
      update({ status: "refused", error: { code: error.code ?? "failed", message }, retry: !REFUSALS.has(error.code) });
    }
  }

  // Drops the service's row of a failed upload; the function for overdue contracts ends it if it cannot be removed now.
  abandon(id) {
    if (id) this.api.remove(id).catch(() => {});
  }

  async check(file) {
    if (!file.size) throw new ApiError(0, "empty", "");
    if (file.size > this.limit) {
      throw new ApiError(0, "too_large", `The file has ${size(file.size)}; the limit is ${size(this.limit)}. Split or compress it.`);
    }
    const head = new TextDecoder("latin1").decode(await file.slice(0, HEADER_BYTES).arrayBuffer());
    if (isWord(file.name)) {
      if (!DOCX_STARTS.some((start) => head.startsWith(start))) throw new ApiError(0, "not_a_docx", "");
    } else if (!head.includes("%PDF-")) throw new ApiError(0, "not_a_pdf", "");
  }

  async send(form, file, progress) {
    try {
      await upload(form, file, progress);
    } catch (error) {
      if (error.status) throw error;
      await upload(form, file, progress); // once more, since the connection was cut
    }
  }
}

const REFUSALS = new Set(["empty", "not_a_pdf", "not_a_docx", "too_large"]);
