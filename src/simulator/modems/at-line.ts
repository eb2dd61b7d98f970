/** One command of a command line: `E0`, `+VSM=1,8000`, `S0?`, `DT0612345678;`. */
export interface AtCommand {
  /** `E`, `&F`, `S7`, `+VSM`, `!4886`, `D`. */
  readonly name: string;
  readonly op: "" | "=" | "?" | "=?";
  /** What follows the name or the `=`, as written. */
  readonly value: string;
}

const EXTENDED = /^([+#!*^-][A-Z0-9.]+)(=\?|\?|=)?((?:"[^"]*"|[^;"])*)(?:;|$)/i;
const REGISTER = /^(S\d+)(?:(=)(\d*)|(\?))?/i;
const BASIC = /^([&%\\*]?[A-Z])(\d*)(\?)?/i;

/**
 * The commands of a line, by ITU-T V.250 clause 5: basic ones one after the other, extended ones parted by `;`, `D`
 * taking the rest. `null` stands for what can't be read; nothing after it is. A line without `AT` has no commands.
 */
export function commandsOf(line: string): readonly (AtCommand | null)[] {
  const start = /AT/i.exec(line);
  if (!start) return [];
  let rest = line.slice(start.index + 2);
  const commands: (AtCommand | null)[] = [];
  for (;;) {
    rest = rest.replace(/^[\s;]+/, "");
    if (rest === "") return commands;
    const [command, length] = firstOf(rest);
    commands.push(command);
    if (!command) return commands;
    rest = rest.slice(length);
  }
}

function firstOf(rest: string): readonly [AtCommand | null, number] {
  if (/^D/i.test(rest)) return [{ name: "D", op: "", value: rest.slice(1) }, rest.length];
  const extended = EXTENDED.exec(rest);
  if (extended) {
    const [whole, name = "", op = "", value = ""] = extended;
    return [{ name: name.toUpperCase(), op: op as AtCommand["op"], value: value.trim() }, whole.length];
  }
  const register = REGISTER.exec(rest);
  if (register) {
    const [whole, name = "", set, value = "", ask] = register;
    return [{ name: name.toUpperCase(), op: set ? "=" : ask ? "?" : "", value }, whole.length];
  }
  const basic = BASIC.exec(rest);
  if (!basic) return [null, 0];
  const [whole, name = "", value = "", ask] = basic;
  return [{ name: name.toUpperCase(), op: ask ? "?" : "", value }, whole.length];
}
