// Orders the categories as a lawyer reads them, the most costly first, as in model/playbook/categories.py.

const ORDER = [
  "Document Name",
  "Parties",
  "Agreement Date",
  "Effective Date",
  "Expiration Date",
  "Renewal Term",
  "Notice Period To Terminate Renewal",
  "Cap On Liability",
  "Uncapped Liability",
  "Liquidated Damages",
  "Termination For Convenience",
  "Change Of Control",
  "Anti-Assignment",
  "Exclusivity",
  "Non-Compete",
  "No-Solicit Of Customers",
  "No-Solicit Of Employees",
  "Competitive Restriction Exception",
  "Non-Disparagement",
  "Most Favored Nation",
  "Rofr/Rofo/Rofn",
  "Minimum Commitment",
  "Volume Restriction",
  "Price Restrictions",
  "Revenue/Profit Sharing",
  "Ip Ownership Assignment",
  "Joint Ip Ownership",
  "License Grant",
  "Irrevocable Or Perpetual License",
  "Non-Transferable License",
  "Affiliate License-Licensor",
  "Affiliate License-Licensee",
  "Unlimited/All-You-Can-Eat-License",
  "Source Code Escrow",
  "Covenant Not To Sue",
  "Third Party Beneficiary",
  "Insurance",
  "Audit Rights",
  "Warranty Duration",
  "Post-Termination Services",
  "Governing Law",
];

// A category's rank in that order; categories of another model come last.
export function importance(category) {
  const at = ORDER.indexOf(category);
  return at < 0 ? ORDER.length : at;
}
