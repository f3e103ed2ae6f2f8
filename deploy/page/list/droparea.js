// Accepts contracts that are dropped or chosen: in the area at the top, or anywhere on the page.

import { h, size } from "../shared/dom.js";

export function dropArea(uploads) {
  const input = h("input", { type: "file", multiple: true, accept: uploads.accepted, id: "files", class: "visually-hidden" });
  input.addEventListener("change", () => {
    uploads.add(input.files);
    input.value = "";
  });
  const label = h(
    "label",
    { class: "drop", for: "files" },
    h("span", { class: "drop-title" }, "Drop contracts here"),
    h("span", { class: "drop-or" }, "or ", h("span", { class: "button" }, "choose files")),
    h("span", { class: "soft" }, `PDF or Word (.docx), up to ${size(uploads.limit)} each, as many at once as you like`),
  );
  return h("div", { class: "drop-area" }, input, label);
}

// Accepts files dropped anywhere on the page.
export function acceptDrops(uploads) {
  let depth = 0;
  const holdsFiles = (event) => event.dataTransfer?.types.includes("Files");
  const over = (by) => {
    depth = by ? depth + by : 0;
    document.body.classList.toggle("dropping", depth > 0);
  };
  addEventListener("dragenter", (event) => holdsFiles(event) && over(1));
  addEventListener("dragleave", (event) => holdsFiles(event) && over(-1));
  addEventListener("dragover", (event) => holdsFiles(event) && event.preventDefault());
  addEventListener("drop", (event) => {
    if (!holdsFiles(event)) return;
    event.preventDefault();
    over(0);
    location.hash = "#/";
    uploads.add(event.dataTransfer.files);
  });
}
