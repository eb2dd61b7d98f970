import type { Mail } from "../admin/parts.ts";
import { type MailForm, mailForm } from "../admin/schemas/mail.ts";
import { Refused } from "../admin/sentences/refusals.ts";
import { explain } from "../kernel/fault.ts";
import type { Log } from "../kernel/log.ts";
import type { MailSettings } from "../notify/mail-settings.ts";
import type { Notify } from "../notify/notify.ts";
import type { Store } from "../store/store.ts";
import type { Config } from "./config.ts";
import { MAIL_SETTING } from "./told-of-everything.ts";

/** How mail leaves now: as an admin set it in the page, else as a technician did in `config.json`. */
export interface HouseMail {
  current(): MailSettings | null;
  /** Told of everything. */
  to(): readonly string[];
  by(): "page" | "technician" | "nobody";
  readonly kept: MailForm | null;
  readonly technician: Config["mail"];
  /** Keeps what the page set; `current` gives it from then on. */
  keep(mail: MailForm | null, by: string, expecting: (before: MailForm | null) => void): Promise<void>;
}

const KEY = MAIL_SETTING;

export async function openMail(store: Pick<Store, "settings">, technician: Config["mail"], log: Log) {
  let kept = await read(store, log);
  const mail: HouseMail = {
    current: () => (kept ? settingsOf(kept) : technician),
    to: () => (kept ?? technician)?.to ?? [],
    by: () => (kept ? "page" : technician ? "technician" : "nobody"),
    get kept() {
      return kept;
    },
    technician,
    async keep(next, by, expecting) {
      await store.settings.set(KEY, next, by, { told, expecting: (before) => expecting(parse(before)) });
      kept = next;
    },
  };
  return mail;
}

/** As the page sees and changes it. */
export function pageMail(mail: HouseMail, notify: Notify): Mail {
  /** A password that is kept goes to the server and user that it is of, and to no other. */
  const withPassword = (form: MailForm): MailForm => {
    if (form.password !== undefined) return form;
    const known = mail.kept ?? mail.technician;
    const { password, ...rest } = { password: known?.password, ...form };
    if (!password) return form;
    if (known?.host !== form.host || (known.user ?? "") !== form.user) throw new Refused("mail-password");
    return { ...rest, password };
  };
  return {
    now: () => ({ by: mail.by(), settings: shown(mail.kept ?? mail.technician), technician: mail.technician !== null }),
    async save(form, by, expecting) {
      await mail.keep(form && withPassword(form), by, (before) => expecting(shown(before ?? mail.technician)));
      // What an earlier server refused has another chance at once.
      notify.wake();
    },
    sendTest: async (to, form) => notify.sendTest(to, form && settingsOf(withPassword(form))),
  };
}

const parse = (value: unknown): MailForm | null => mailForm.safeParse(value).data ?? null;

async function read({ settings }: Pick<Store, "settings">, log: Log): Promise<MailForm | null> {
  try {
    const value = await settings.get(KEY);
    const mail = parse(value);
    if (!mail && value !== undefined && value !== null) log.warn("app.mail-settings-unusable");
    return mail;
  } catch (thrown) {
    log.warn("app.mail-settings-unread", { why: explain(thrown) });
    return null;
  }
}

const settingsOf = ({ host, port, secure, user, password, from }: MailForm): MailSettings => ({
  host,
  port,
  secure,
  from,
  ...(user !== "" && { user, password: password ?? "" }),
});

/** For the page: all but the password. */
function shown(mail: MailForm | Config["mail"]) {
  if (!mail) return null;
  const { host, port, secure, user = "", password, from, to } = mail;
  return { host, port, secure, user, from, to: [...to], hasPassword: Boolean(password) };
}

/** For the journal: whether there is a password, and whether it is another than before. */
function told(value: unknown, before: unknown): unknown {
  const mail = parse(value);
  if (!mail) return null;
  const { password, ...rest } = mail;
  if (!password) return rest;
  return { ...rest, password: password === (parse(before)?.password ?? "") ? "kept" : "changed" };
}
