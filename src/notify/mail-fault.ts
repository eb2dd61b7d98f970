import { Fault } from "../kernel/fault.ts";

/** Whether the next letter would meet the same: the server is the trouble, not the letter. */
export const serverTrouble = (fault: Fault): boolean =>
  fault.code === "notify.unreachable" ||
  fault.code === "notify.slow" ||
  fault.code === "notify.login" ||
  fault.code === "notify.no-such-host" ||
  fault.code === "notify.certificate" ||
  fault.code === "notify.tls";

/** Whether the server refused this letter for good (a code of 5xx, RFC 5321): it will hardly take it within the hour. */
export const refusedForGood = ({ code, cause }: Fault): boolean =>
  code === "notify.bad-address" || Number((cause as Thrown | undefined)?.responseCode) >= 500;

interface Thrown {
  readonly code?: unknown;
  readonly responseCode?: unknown;
  readonly response?: unknown;
  readonly message?: unknown;
}

/** What went wrong with a letter, in a sentence that tells an admin where to look. */
export function mailFault(thrown: unknown): Fault {
  if (thrown instanceof Fault) return thrown;
  const { code, response, responseCode, message } = (
    typeof thrown === "object" && thrown !== null ? thrown : {}
  ) as Thrown;
  const words = String(message ?? thrown);
  const said = typeof response === "string" ? `: ${response.slice(0, 200)}` : "";
  if (/certificate|self-signed|altname/i.test(words))
    return new Fault("notify.certificate", "The mail server's certificate is not valid", thrown);
  if (/STARTTLS|TLS|SSL/i.test(words) || code === "ETLS")
    return new Fault("notify.tls", 'No safe connection to the mail server could be made; look at "secure"', thrown);
  switch (code) {
    case "EAUTH":
    case "ENOAUTH":
    case "EOAUTH2":
      return new Fault("notify.login", `The mail server refused the user name or the password${said}`, thrown);
    case "ETIMEDOUT":
      return new Fault("notify.slow", "The mail server did not answer in time", thrown);
    case "EENVELOPE":
      return new Fault("notify.refused-address", `The mail server refused an address${said}`, thrown);
    case "EDNS":
    case "ENOTFOUND":
      return new Fault("notify.no-such-host", "There is no mail server of that name", thrown);
    case "ESOCKET":
    case "ECONNECTION":
    case "ECONNREFUSED":
    case "ECONNRESET":
    case "EHOSTUNREACH":
    case "ENETUNREACH":
    case "EAI_AGAIN":
    case "EPIPE":
      return typeof responseCode === "number"
        ? new Fault("notify.refused", `The mail server refused${said}`, thrown)
        : new Fault("notify.unreachable", "The mail server can't be reached", thrown);
    default:
      return new Fault("notify.refused", `The mail server refused the letter${said}`, thrown);
  }
}
