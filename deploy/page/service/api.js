// Calls the HTTP API: retries what is safe to retry, sends the token, and turns errors into sentences.

const TRIES = 6;
const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

// Milliseconds to wait after this many failures: twice as long each time, with jitter so that pages do not retry in
// step.
export function backoff(failures, first, longest) {
  return Math.min(first * 2 ** failures, longest) * (0.75 + Math.random() / 2);
}

// The review at the address that the service gave.
export async function fetchReview(url) {
  const response = await fetch(url);
  if (!response.ok) throw new Error("The review could not be fetched. Open it again.");
  return response.json();
}

export class ApiError extends Error {
  constructor(status, code, message) {
    super(message);
    this.status = status;
    this.code = code;
  }
}

export class Api {
  constructor(config, token) {
    this.base = config.api.replace(/\/$/, "");
    this.token = token;
  }

  // Requests that may be retried; if that creates a row twice, one of them is never submitted.
  async ask(method, path, body) {
    let failure;
    for (let attempt = 0; attempt < TRIES; attempt++) {
      if (attempt) await pause(backoff(attempt, 300, 5000));
      try {
        return await this.askOnce(method, path, body);
      } catch (error) {
        failure = error;
        if (error instanceof ApiError && error.status < 500 && error.status !== 429) throw error;
      }
    }
    return offline(failure);
  }

  async askOnce(method, path, body) {
    const token = await this.token();
    const headers = token ? { Authorization: `Bearer ${token}` } : {};
    if (body) headers["Content-Type"] = "application/json";
    const response = await fetch(this.base + path, { method, headers, body: body && JSON.stringify(body) });
    const answer = await response.json().catch(() => ({}));
    if (response.ok) return answer;
    const error = answer.error ?? {};
    const otherwise = response.status === 401 ? "Sign in to go on." : `The service answered ${response.status}.`;
    throw new ApiError(response.status, error.code ?? "failed", error.message ?? otherwise);
  }

  async list() {
    const rows = [];
    let after = null;
    do {
      const page = await this.ask("GET", `/contracts${after ? `?after=${after}` : ""}`);
      rows.push(...page.contracts);
      after = page.next;
    } while (after && rows.length < 1000);
    return rows;
  }

  get = (id) => this.ask("GET", `/contracts/${id}`);
  create = (name, bytes) => this.ask("POST", "/contracts", { name, bytes });
  work = (id, work_status, who) => this.ask("PATCH", `/contracts/${id}`, { work_status, ...(who && { who }) });
  remove = (id) => this.ask("DELETE", `/contracts/${id}`);
  review = (id, how) => this.askOnce("POST", `/contracts/${id}/review`, how).catch(offline);
  submit = (id) => this.ask("POST", `/contracts/${id}/submit`);
  result = (id) => this.ask("GET", `/contracts/${id}/result`);
  marks = (id) => this.ask("GET", `/contracts/${id}/marks`);
  search = (words) => this.askOnce("GET", `/search?words=${encodeURIComponent(words.join(" "))}`);
  ticket = () => this.ask("POST", "/tickets");
}

function offline(failure) {
  throw failure instanceof ApiError ? failure : new ApiError(0, "offline", "The service cannot be reached.");
}

// Posts the file to S3 with the presigned form; progress from 0 to 1. XMLHttpRequest, since fetch does not report
// upload progress.
export function upload({ url, fields }, file, progress) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  form.append("file", file);
  return new Promise((done, failed) => {
    const request = new XMLHttpRequest();
    request.upload.onprogress = (event) => event.lengthComputable && progress(event.loaded / event.total);
    request.onload = () =>
      request.status < 300 ? done() : failed(new ApiError(request.status, "upload", "The upload was refused."));
    request.onerror = () => failed(new ApiError(0, "upload", "The upload was interrupted."));
    request.open("POST", url);
    request.send(form);
  });
}
