/** ITU-T T.35 country codes for `+GCI`, as two hexadecimal digits. */
export const GCI: Readonly<Record<string, string>> = {
  AT: "0A",
  BE: "0F",
  CA: "20",
  DE: "42",
  FR: "3D",
  IE: "57",
  IT: "59",
  LU: "69",
  NL: "7B",
  PT: "8B",
  ES: "A0",
  CH: "A6",
  GB: "B4",
  US: "B5",
  // Overseas, and Monaco: modems know them as France.
  ...Object.fromEntries("BL GF GP MC MF MQ NC PF PM RE WF YT".split(" ").map((country) => [country, "3D"])),
};

/** How the network of a country sends caller id: Bell 202 FSK, British Telecom's form, or ETSI FSK. */
export type CallerIdForm = "bell" | "british" | "etsi";

export const callerIdForm = (country: string): CallerIdForm =>
  country === "US" || country === "CA" ? "bell" : country === "GB" ? "british" : "etsi";
