import type { MailForm } from "../../../admin/schemas/mail.ts";

/** `ordinary`: the mailbox's own password. `app`: one that its owner has made for this box alone. */
export type ProviderPassword = "ordinary" | "app";

export interface MailProvider extends Pick<MailForm, "host" | "port" | "secure"> {
  readonly name: string;
  readonly password: ProviderPassword;
  /** Where such a password is made. */
  readonly page: string | null;
}

const tls = (host: string) => ({ host, port: 465, secure: true }) as const;
const starttls = (host: string) => ({ host, port: 587, secure: false }) as const;

interface Row extends MailProvider {
  readonly domains: readonly string[];
}

/** Mailboxes that agencies have; each as its own help pages say for sending by SMTP. */
const rows: readonly Row[] = [
  {
    name: "Gmail",
    domains: ["gmail.com", "googlemail.com"],
    ...starttls("smtp.gmail.com"),
    password: "app",
    page: "myaccount.google.com/apppasswords",
  },
  {
    name: "Outlook",
    domains: ["outlook.com", "outlook.fr", "hotmail.com", "hotmail.fr", "live.com", "live.fr", "msn.com"],
    ...starttls("smtp-mail.outlook.com"),
    password: "app",
    page: "account.microsoft.com/security",
  },
  {
    name: "Microsoft 365",
    domains: ["onmicrosoft.com"],
    ...starttls("smtp.office365.com"),
    password: "app",
    page: "mysignins.microsoft.com",
  },
  { name: "Orange", domains: ["orange.fr", "wanadoo.fr"], ...tls("smtp.orange.fr"), password: "ordinary", page: null },
  { name: "Free", domains: ["free.fr", "aliceadsl.fr"], ...tls("smtp.free.fr"), password: "ordinary", page: null },
  {
    name: "SFR",
    domains: ["sfr.fr", "neuf.fr", "cegetel.net", "9online.fr"],
    ...tls("smtp.sfr.fr"),
    password: "ordinary",
    page: null,
  },
  { name: "La Poste", domains: ["laposte.net"], ...tls("smtp.laposte.net"), password: "ordinary", page: null },
  {
    name: "Yahoo",
    domains: ["yahoo.com", "yahoo.fr", "ymail.com"],
    ...tls("smtp.mail.yahoo.com"),
    password: "app",
    page: "login.yahoo.com/account/security",
  },
  {
    name: "iCloud",
    domains: ["icloud.com", "me.com", "mac.com"],
    ...starttls("smtp.mail.me.com"),
    password: "app",
    page: "account.apple.com",
  },
  {
    name: "OVHcloud",
    domains: ["ovh.net", "ovh.com", "ovh.fr"],
    ...tls("ssl0.ovh.net"),
    password: "ordinary",
    page: null,
  },
  {
    name: "IONOS",
    domains: ["ionos.fr", "ionos.com", "1and1.fr"],
    ...tls("smtp.ionos.fr"),
    password: "ordinary",
    page: null,
  },
  { name: "Gandi", domains: ["gandi.net"], ...tls("mail.gandi.net"), password: "ordinary", page: null },
  {
    name: "Infomaniak",
    domains: ["infomaniak.com", "infomaniak.ch", "ik.me", "etik.com"],
    ...tls("mail.infomaniak.com"),
    password: "app",
    page: "manager.infomaniak.com",
  },
];

/** The provider of an address, by its domain or one above it; null for a domain of the agency's own. */
export function providerOf(address: string): MailProvider | null {
  const domain = /^[^@\s]+@([^@\s]+)$/.exec(address.trim())?.[1]?.toLowerCase();
  if (domain === undefined) return null;
  return rows.find(({ domains }) => domains.some((each) => domain === each || domain.endsWith(`.${each}`))) ?? null;
}

/** Those that keep mailboxes under an agency's own domain, to choose from. */
export const hosts: readonly MailProvider[] = rows.filter(({ name }) =>
  ["Gmail", "Microsoft 365", "OVHcloud", "IONOS", "Gandi", "Infomaniak"].includes(name),
);
