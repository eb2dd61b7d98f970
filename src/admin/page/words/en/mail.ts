import type { Words } from "../catalogue.ts";

export const mail: Words["mail"] = {
  intro: "Each message that a caller leaves is sent to the person on duty, and to these addresses.",
  by: {
    page: "The settings below are used.",
    technician: "The technician's settings (config.json) are used. Save yours to replace them.",
    nobody: "No e-mail is sent: name a server.",
  },
  waiting: (n) => (n === 0 ? "Every e-mail was sent." : n === 1 ? "One e-mail waits." : `${n} e-mails wait.`),
  back: "Go back to the technician's settings",
  stop: "Send no e-mail any more",
  to: "Addresses that are told of everything",
  toHint: "Several addresses: put commas between them. People on duty are told in any case.",
  server: "The server that sends",
  host: "Outgoing server (SMTP)",
  port: "Port",
  encryption: "Encryption",
  encryptions: { starttls: "STARTTLS (port 587, most often)", tls: "TLS from the start (port 465)" },
  user: "User",
  passwordHint: "It stays in the box and is never shown again.",
  passwordKept: "Kept. Leave empty to keep it.",
  from: "Address of the sender",
  try: "Try it before you save",
  testTo: "Send a test to",
  test: "Send a test",
  sending: "Sending…",
  sent: (to) => `The test was sent to ${to}. See whether it came, among unwanted mail too.`,
};
