export type Encryption = "starttls" | "tls";

/** Where each is usually spoken (RFC 6409, RFC 8314). */
export const ports: Readonly<Record<Encryption, number>> = { starttls: 587, tls: 465 };

export const encryptionOf = (secure: boolean): Encryption => (secure ? "tls" : "starttls");

/** Addresses as people write several: with commas, semicolons, spaces or lines between them. */
export const addressesIn = (text: string): string[] => [
  ...new Set(text.split(/[\s,;]+/).filter((part) => part !== "")),
];
