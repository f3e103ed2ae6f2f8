// The summary's fields, in the order and with the names that a reader knows, and values as a reader writes them.

export const FIELDS = [
  ["document_type", "Type"],
  ["agreement_date", "Agreement date"],
  ["effective_date", "Effective date"],
  ["expiration_date", "Expiration"],
  ["term", "Term"],
  ["renewal_term", "Renewal"],
  ["renewal_notice", "Notice about renewal"],
  ["governing_law", "Governing law"],
  ["liability_cap", "Liability cap"],
  ["termination_for_convenience", "Termination for convenience"],
  ["exclusivity", "Exclusivity"],
];

// Made once: to make one takes longer than to draw a row.
const DAYS = Object.fromEntries(["medium", "long"].map((dateStyle) => [dateStyle, new Intl.DateTimeFormat("en-GB", { dateStyle, timeZone: "UTC" })]));
const UNITS = { Y: "year", M: "month", W: "week", D: "day" };

// A category as a lawyer says it; a review of an older version has none.
export function labelOf({ label, category }) {
  return label ?? category;
}

export function shownValue(field) {
  if (!field) return "";
  if (field.value?.kind === "fees") return `the fees ${field.value.period ? `of ${plain(field.value.period)}` : "under the contract"}`;
  const value = typeof field.value === "object" ? field.value?.amount : field.value;
  if (!value) return field.gap === "open" ? "left open" : field.text;
  const bound = { at_the_latest: " at the latest", at_the_earliest: " at the earliest", earlier_of: " or earlier", later_of: " or later" };
  const from = field.counted_from ? ` from ${field.counted_from}` : "";
  const kind = { automatic: ", automatic", option: field.party ? `, at ${field.party}'s option` : ", by option", agreement: ", by agreement" };
  return plain(value) + (bound[field.bound] ?? "") + from + (kind[field.kind] ?? "");
}

// A day, 2027-03-31, as it is read: 31 March 2027; shorter in the list.
export function shownDay(value, dateStyle = "medium") {
  return DAYS[dateStyle].format(new Date(`${value}T00:00:00Z`));
}

function plain(value) {
  const date = /^\d{4}-\d{2}-\d{2}$/.exec(value);
  if (date) return shownDay(value, "long");
  const duration = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(value);
  if (duration) {
    const parts = duration.slice(1).map((count, at) => count && `${count} ${UNITS["YMWD"[at]]}${count === "1" ? "" : "s"}`);
    return parts.filter(Boolean).join(", ");
  }
  const sum = /^([A-Z]{3}) (\d+(?:\.\d+)?)$/.exec(value);
  if (sum) return `${sum[1]} ${Number(sum[2]).toLocaleString("en-GB")}`;
  return value.charAt(0).toUpperCase() + value.slice(1);
}
