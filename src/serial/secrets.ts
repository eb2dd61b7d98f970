/** Commands that carry a PIN or a password; these go into no log, transcript or fault. */
const secret = /(\+(?:CPIN2?|CPWD|CLCK|SPIC)\s*=).*/i;

/** A command as it may be shown: `AT+CPIN=****`. */
export const withoutSecrets = (command: string): string => command.replace(secret, "$1****");
