// The summary's fields, in the order and with the names that a reader knows, and values as a reader writes them.

export const FIELDS = [
  ["document_type", "Type"],
  ["agreement_date", "Agreement date"],
  ["effective_date", "Effective date"],
  ["expiration_date", "Expiration"],
  ["term", "Term"],
  ["renewal_term", "Renewal"],
  ["renewal_notice", "Notice against renewal"],
  ["governing_law", "Governing law"],
  ["liability_cap", "Liability cap"],
  ["termination_for_convenience", "Termination for convenience"],
  ["exclusivity", "Exclusivity"],
];

const UNITS = { Y: "year", M: "month", W: "week", D: "day" };

export function shownValue(field) {
  if (!field) return "";
  const value = typeof field.value === "object" ? (field.value?.amount ?? field.value?.period) : field.value;
  if (!value) return field.text;
  const date = /^\d{4}-\d{2}-\d{2}$/.exec(value);
  if (date) return new Date(`${value}T00:00:00Z`).toLocaleDateString("en-GB", { dateStyle: "long", timeZone: "UTC" });
  const duration = /^P(?:(\d+)Y)?(?:(\d+)M)?(?:(\d+)W)?(?:(\d+)D)?$/.exec(value);
  if (duration) {
    const parts = duration.slice(1).map((count, at) => count && `${count} ${UNITS["YMWD"[at]]}${count === "1" ? "" : "s"}`);
    return parts.filter(Boolean).join(", ");
  }
  const sum = /^([A-Z]{3}) (\d+(?:\.\d+)?)$/.exec(value);
  if (sum) return `${sum[1]} ${Number(sum[2]).toLocaleString("en-GB")}`;
  return value.charAt(0).toUpperCase() + value.slice(1);
}
