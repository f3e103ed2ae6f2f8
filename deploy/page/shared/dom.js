// Creates elements without a framework. Anything from contracts or people is only ever set as text.

export function h(tag, attributes = {}, ...children) {
  const node = document.createElement(tag);
  for (const name in attributes) {
    const value = attributes[name];
    if (value === null || value === undefined || value === false) continue;
    if (typeof value === "string") node.setAttribute(name, value);
    else if (typeof value === "function") node.addEventListener(name.slice(2), value);
    else if (name in node) node[name] = value;
    else node.setAttribute(name, value === true ? "" : value);
  }
  if (children.length === 1 && typeof children[0] === "string") node.textContent = children[0];
  else node.append(...children.flat(3).filter((child) => child !== null && child !== undefined && child !== false));
  return node;
}

export function svg(tag, attributes = {}, ...children) {
  const node = document.createElementNS("http://www.w3.org/2000/svg", tag);
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  node.append(...children);
  return node;
}

export function plural(count, one, many = `${one}s`) {
  return `${count} ${count === 1 ? one : many}`;
}

export function size(bytes) {
  if (bytes < 1024) return `${bytes} B`;
  const megabytes = bytes / 2 ** 20;
  return megabytes < 1 ? `${Math.round(bytes / 1024)}\u00a0kB` : `${Number(megabytes.toFixed(1))}\u00a0MB`;
}

// Created once, since creating one takes longer than drawing a row.
export const RELATIVE = new Intl.RelativeTimeFormat("en", { numeric: "auto" });

export function ago(moment) {
  const seconds = Math.max(0, (Date.now() - new Date(moment)) / 1000);
  if (seconds < 60) return "just now";
  if (seconds < 3600) return RELATIVE.format(-Math.round(seconds / 60), "minute");
  if (seconds < 86400) return RELATIVE.format(-Math.round(seconds / 3600), "hour");
  return RELATIVE.format(-Math.round(seconds / 86400), "day");
}

export function elapsed(from, to = Date.now()) {
  const seconds = Math.max(0, Math.round((new Date(to) - new Date(from)) / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, "0")}`;
}

// A line that explains keys: ["j k", "next and previous flag"], ["r", "right"] and so on.
export function legend(...lines) {
  const said = lines.map(([keys, what], at) => [at ? ", " : "", keys.split(" ").flatMap((key) => [h("kbd", {}, key), " "]), what]);
  return h("p", { class: "soft small keys" }, said);
}

// The text with the search term highlighted.
export function marked(text, query) {
  if (!query) return [text];
  const parts = [];
  const folded = text.toLowerCase();
  let from = 0;
  for (let at = folded.indexOf(query); at >= 0; at = folded.indexOf(query, from)) {
    parts.push(text.slice(from, at), h("mark", {}, text.slice(at, at + query.length)));
    from = at + query.length;
  }
  return [...parts, text.slice(from)];
}
