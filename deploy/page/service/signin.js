// Signs the user in with OpenID Connect: the authorization code flow with PKCE, for a public client (RFC 7636, RFC 6749).
// config.json: "signIn": {"issuer": "https://…", "clientId": "…"}; the ID token is what the API's authorizer checks.

const KEPT = "contract-review.sign-in";
const SCOPE = "openid email";
const here = () => location.origin + location.pathname;

export class SignIn {
  constructor(config) {
    this.config = config.signIn ?? null;
    this.kept = JSON.parse(sessionStorage.getItem(KEPT) ?? "null");
  }

  // A token valid for at least another minute; null if none is needed or there is none.
  token() {
    return this.config && this.kept?.expires > Date.now() + 60_000 ? this.kept.token : null;
  }

  // The person's name or e-mail address from the token; null if it contains neither.
  name() {
    return (this.config && this.kept?.name) ?? null;
  }

  needed() {
    return Boolean(this.config) && !this.token();
  }

  async begin() {
    const verifier = random();
    const state = random();
    sessionStorage.setItem(`${KEPT}.pending`, JSON.stringify({ verifier, state, hash: location.hash }));
    const digest = await crypto.subtle.digest("SHA-256", new TextEncoder().encode(verifier));
    const asked = new URLSearchParams({
      response_type: "code",
      client_id: this.config.clientId,
      redirect_uri: here(),
      scope: this.config.scope ?? SCOPE,
      state,
      code_challenge: base64url(new Uint8Array(digest)),
      code_challenge_method: "S256",
    });
    const { authorization_endpoint: endpoint } = await this.discover();
    location.assign(`${endpoint}?${asked}`);
  }

  // On return from the issuer: exchanges the code. Throws if the issuer refused or the answer is not ours.
  async finish() {
    const answer = new URLSearchParams(location.search);
    if (!this.config || !(answer.has("code") || answer.has("error"))) return;
    const pending = JSON.parse(sessionStorage.getItem(`${KEPT}.pending`) ?? "null");
    sessionStorage.removeItem(`${KEPT}.pending`);
    history.replaceState(null, "", here() + (pending?.hash ?? ""));
    if (answer.has("error")) throw new Error(answer.get("error_description") ?? answer.get("error"));
    if (!pending || pending.state !== answer.get("state")) throw new Error("The sign-in was not begun here.");
    const { token_endpoint: endpoint } = await this.discover();
    const body = new URLSearchParams({
      grant_type: "authorization_code",
      code: answer.get("code"),
      redirect_uri: here(),
      client_id: this.config.clientId,
      code_verifier: pending.verifier,
    });
    const response = await fetch(endpoint, { method: "POST", body });
    if (!response.ok) throw new Error(`The sign-in service answered ${response.status}.`);
    const { id_token: token } = await response.json();
    const bytes = Uint8Array.from(atob(token.split(".")[1].replace(/-/g, "+").replace(/_/g, "/")), (character) => character.charCodeAt(0));
    const claims = JSON.parse(new TextDecoder().decode(bytes));
    this.kept = { token, expires: claims.exp * 1000, name: claims.name || claims.email || null };
    sessionStorage.setItem(KEPT, JSON.stringify(this.kept));
  }

  forget() {
    sessionStorage.removeItem(KEPT);
    this.kept = null;
  }

  async discover() {
    const issuer = this.config.issuer.replace(/\/$/, "");
    return (await fetch(`${issuer}/.well-known/openid-configuration`)).json();
  }
}

function random() {
  return base64url(crypto.getRandomValues(new Uint8Array(32)));
}

function base64url(bytes) {
  return btoa(String.fromCharCode(...bytes)).replace(/\+/g, "-").replace(/\//g, "_").replace(/=+$/, "");
}
