#!/usr/bin/env node
import { Command, InvalidArgumentError, Option } from "commander";
import { explain, Fault } from "../kernel/fault.ts";
import { cames } from "../needs/came.ts";
import { needReasons } from "../needs/need.ts";
import { harmless } from "./harmless.ts";
import { deaf } from "./outlet.ts";
import type { CommonOptions } from "./terminal.ts";

/**
 * The command line. Each command is read only when it is asked for, so that a Raspberry Pi need not wait for all of
 * them. Exit codes: 0 done, 1 it could not be done, 2 the command was not understood.
 */

// Whatever is written from here on is its owner's alone: recordings, passwords, who called.
process.umask(0o077);

const program = new Command("permanence")
  .description("An answering machine and call-forwarding appliance that proves someone is reachable.")
  .exitOverride()
  .showHelpAfterError("(--help tells what may be written here)");

const whole = (text: string): number => {
  if (!/^[1-9]\d{0,5}$/.test(text)) throw new InvalidArgumentError("A whole number from 1 on is needed.");
  return Number(text);
};
const secondsOption = (text: string): number => {
  if (!/^\d{1,4}(\.\d+)?$/.test(text)) throw new InvalidArgumentError("Seconds are needed, such as 12 or 2.5.");
  return Number(text);
};
const dataOption = new Option("--data <folder>", "the appliance's data folder (default: PERMANENCE_DATA, or var/)");
const jsonOption = new Option("--json", "print data for programs");
/** A command on the data of an appliance. */
const onData = (parent: Command, usage: string, about: string): Command =>
  parent.command(usage).description(about).addOption(dataOption).addOption(jsonOption);

/** A command that is one of the appliance's processes, or starts them. */
const running = (command: Command): Command =>
  command
    .addOption(dataOption)
    .addOption(new Option("--language <language>", "calls are told in").choices(["fr", "en"]).default("en"))
    .addOption(
      new Option("--log <level>", "what is logged").choices(["debug", "info", "warn", "error"]).default("warn"),
    );

running(program.command("start"))
  .description("run the appliance: answer the lines of config.json (without one: a simulated line)")
  .option("--no-demo", "place no demonstration call on a simulated line")
  .addOption(
    new Option("--lines <kind>", "what the simulated line is where config.json names none").choices([
      "analog",
      "mobile",
    ]),
  )
  .action(async (options) => (await import("./commands/start.ts")).start(options));

running(program.command("telephone"))
  .description("run only the process that answers calls (for a system that starts each by itself)")
  .action(async (options) => (await import("./commands/telephone.ts")).telephone(options));

running(program.command("office"))
  .description("run only the process of the page, the post and the voice")
  .action(async (options) => (await import("./commands/office.ts")).office(options));

onData(program, "call", "place a call on a simulated line of the running appliance")
  .option("--from <number>", "who calls; 'withheld' hides the number", "+33199000043")
  .option("--name <name>", "the caller's name as the network sends it")
  .option("--line <name>", "the line that is called", "line-1")
  .option("--say <file>", "a WAV file that the caller says after the beep (default: a recorded caller)")
  .option("--silent", "the caller says nothing")
  .option("--keys <keys>", "keys to press, each with its second after the answer: 1@6 or 1@6,#@20")
  .option("--hang-up-after <seconds>", "hang up so long after the answer", secondsOption)
  .option("--save <file>", "write what the caller heard into this WAV file")
  .action(async (options) => (await import("./commands/call.ts")).call(options));

onData(program, "plan", "who would get a call, and why")
  .option("--at <time>", "when, on the office's clock: 2026-11-23T10:00 (default: now)")
  .option("--from <number>", "who calls")
  .addOption(new Option("--language <language>").choices(["fr", "en"]))
  .option("--no-forwarding", "on a line that can't forward")
  .action(async (options) => (await import("./commands/plan.ts")).plan(options));

onData(program, "duty", "who is on duty and on call, and how far the week is covered")
  .option("--at <time>", "when, on the office's clock (default: now)")
  .option("--week <day>", "the week that holds this day")
  .action(async (options) => (await import("./commands/duty.ts")).duty(options));

const takeUps = program.command("take-up").description("who has taken up their duty");
onData(takeUps, "list", "who was asked, of the last week and the coming day, and what they said").action(
  async (options) => (await import("./commands/take-ups.ts")).listTakeUps(options),
);
onData(takeUps, "confirm", "say that somebody is there")
  .argument("<id>", "as `permanence take-up list` shows it", whole)
  .option("--by <person>", "who, if it is another than whose shift it is")
  .action(async (id, options) => (await import("./commands/take-ups.ts")).confirmTakeUp(id, options));

onData(program, "people", "people of the rota, known callers, blocked numbers").action(async (options: CommonOptions) =>
  (await import("./commands/people.ts")).people(options),
);

onData(program, "clock", "whether the clock is to be believed, since when and by what")
  .option("--right", "you have looked: the date and time are right")
  .addOption(new Option("--language <language>").choices(["fr", "en"]).default("en"))
  .action(async (options) => (await import("./commands/clock.ts")).clock(options));

const audit = program.command("audit").description("what is sealed, for whoever has to be sure of it");
onData(audit, "verify", "prove that nothing that is sealed was changed since, or say where it was")
  .option("--anchor <seal>", "a seal that was noted elsewhere, as it was printed: 12:5c0e…")
  .option("--database <file>", "another database: that of a copy or of a backup")
  .addOption(new Option("--language <language>").choices(["fr", "en"]).default("en"))
  .action(async (options) => (await import("./commands/audit.ts")).verify(options));

const users = program.command("users").description("who may use the page");
onData(
  users,
  "password <name>",
  "set a new password for somebody, read from a prompt or the first line that is sent; also while it runs",
).action(async (name, options) => (await import("./commands/users.ts")).setPassword(name, options));

const messages = program.command("messages").description("the messages that callers left");
onData(messages, "list", "list them, newest first")
  .option("--unheard", "only those that nobody has heard")
  .option("--limit <count>", "how many at most", whole, 50)
  .action(async (options) => (await import("./commands/messages.ts")).listMessages(options));
onData(messages, "save <id> <file>", "write the sound of one into a WAV file")
  .option("--untrimmed", "the whole sound that it was trimmed from")
  .action(async (id, file, options) => (await import("./commands/messages.ts")).saveMessage(id, file, options));
onData(messages, "mark <id>", "say what became of one")
  .option("--heard", "it was listened to")
  .option("--no-heard", "it was not")
  .option("--taken-by <person>", "who deals with it")
  .option("--called-back", "the caller was called back")
  .option("--no-called-back", "the caller was not")
  .option("--closed", "nothing is left to do")
  .option("--no-closed", "something is")
  .option("--note <text>")
  .action(async (id, options) => (await import("./commands/messages.ts")).markMessage(id, options));

const needs = program.command("needs").description("who is to be called back");
onData(needs, "list", "list them, by weight and deadline")
  .option("--overdue", "only those whose deadline has passed")
  .option("--closed", "those that are closed, newest first")
  .option("--limit <count>", "how many at most", whole, 50)
  .action(async (options) => (await import("./commands/needs.ts")).listNeeds(options));
onData(needs, "show <id>", "one, with its history").action(async (id, options) =>
  (await import("./commands/needs.ts")).showNeed(id, options),
);
onData(needs, "take <id>", "somebody deals with it")
  .option("--by <person>", "who (default: whoever runs this)")
  .action(async (id, options) => (await import("./commands/needs.ts")).takeNeed(id, options));
onData(needs, "close <id>", "close it, with its messages")
  .addOption(
    new Option("--reason <reason>", "what came of it")
      .choices(needReasons.filter((reason) => reason !== "got-through"))
      .makeOptionMandatory(),
  )
  .option("--note <text>")
  .action(async (id, options) => (await import("./commands/needs.ts")).closeNeed(id, options));
onData(needs, "reopen <id>", "open it again, with its messages").action(async (id, options) =>
  (await import("./commands/needs.ts")).reopenNeed(id, options),
);

const logbook = program.command("logbook").description("what happened while somebody was on call");
onData(logbook, "list", "by shifts, oldest first; the last seven days unless told")
  .option("--from <day>", "the first day, such as 2026-11-23")
  .option("--to <day>", "the last day")
  .action(async (options) => (await import("./commands/logbook.ts")).listLogbook(options));
onData(logbook, "add <text>", "write an entry")
  .option("--at <time>", "of which time it tells, on the office's clock (default: now)")
  .action(async (text, options) => (await import("./commands/logbook.ts")).addToLogbook(text, options));
onData(logbook, "say <call>", "what came of a call; said anew, what was said before stays")
  .addOption(new Option("--came <what>").choices(cames).makeOptionMandatory())
  .option("--note <text>")
  .option("--by <person>", "who says so (default: whoever runs this)")
  .action(async (call, options) => (await import("./commands/logbook.ts")).sayOfCall(call, options));

const calls = program.command("calls").description("the calls, and what happened in each");
onData(calls, "list", "list them, newest first")
  .option("--limit <count>", "how many at most", whole, 50)
  .action(async (options) => (await import("./commands/calls.ts")).listCalls(options));
onData(calls, "show <id>", "one call, step by step").action(async (id, options) =>
  (await import("./commands/calls.ts")).showCall(id, options),
);

const callers = program.command("callers").description("what a caller may ask for");
onData(callers, "about <number>", "everything that is kept about a caller")
  .option("--into <folder>", "write it into this folder, with the sounds of messages")
  .action(async (number, options) => (await import("./commands/callers.ts")).aboutCaller(number, options));
onData(callers, "forget <number>", "forget a caller: calls, messages, lists, copies").action(async (number, options) =>
  (await import("./commands/callers.ts")).forgetCaller(number, options),
);

const lines = program.command("lines").description("modems and lines");
onData(lines, "list", "serial ports, and the lines of the configuration with their state").action(async (options) =>
  (await import("./commands/lines.ts")).listLines(options),
);
onData(lines, "diagnose <port>", "ask a modem what it is and can do (the appliance must not be using it)")
  .option("--baud <rate>", "speed of the port", whole, 115_200)
  .option("--hear-line", "go off-hook and listen for the dial tone (makes the line busy for a few seconds)")
  .action(async (port, options) => (await import("./commands/lines.ts")).diagnoseLine(port, options));
onData(lines, "probe <name>", "what a mobile line's SIM and operator do; with two telephones at hand, try it out")
  .option("--from <number>", "the telephone that you call the line from")
  .option("--to <number>", "the telephone that is rung for it")
  .action(async (name, options) => (await import("./commands/line-probe.ts")).probeLine(name, options));
onData(
  lines,
  "away <name>",
  "send every caller of a mobile line elsewhere by the network, before the box is off for long",
)
  .option("--to <number>", "where; the safe number that was chosen, unless told")
  .option("--back", "the box answers again")
  .action(async (name, options) => (await import("./commands/line-network.ts")).awayLine(name, options));

program
  .command("replay <file>")
  .description("play a line's transcript against the modem driver, and say where it departs from it")
  .addOption(jsonOption)
  .option("--country <code>", "of the line: two capital letters", "FR")
  .action(async (file, options) => (await import("./commands/replay.ts")).replay(file, options));

const announcements = program.command("announcements").description("what callers hear");
onData(announcements, "list", "the texts as they would be said now").action(async (options) =>
  (await import("./commands/announcements.ts")).listAnnouncements(options),
);
onData(
  announcements,
  "record <kind> <file>",
  "use a recorded WAV file for one, from now on; closure.<id>: for one closure alone",
)
  .option(
    "--from <day>",
    "of a closure's own: the first day on which callers hear it, such as its eve (default: the closure's)",
  )
  .option("--until <day>", "and the last (default: the closure's)")
  .option("--text <words>", "what is said in it: it is flagged when facts contradict that later")
  .addOption(new Option("--language <language>").choices(["fr", "en"]))
  .option("--urgent", "the variant that offers key 1")
  .action(async (kind, file, options) =>
    (await import("./commands/announcements.ts")).recordAnnouncement(kind, file, options),
  );

onData(program, "import <file>", "replace people and duty by those of a JSON file (docs/office-file.md)")
  .option("--dry-run", "only check it")
  .option("--sure", "also with numbers that cost more or are the appliance's own")
  .action(async (file, options) => (await import("./commands/transfer-office.ts")).importOffice(file, options));
onData(program, "export [file]", "write people and duty as a JSON file").action(async (file, options) =>
  (await import("./commands/transfer-office.ts")).exportOffice(file, options),
);

onData(program, "backup <file>", "write everything into one file: database, recordings, settings (also while it runs)")
  .option("--password-file <file>", "encrypt it with the password in the first line of this file")
  .action(async (file, options) => (await import("./commands/backup.ts")).backup(file, options));
onData(program, "restore <file>", "put a backup in the place of everything, once it is found sound (it must not run)")
  .option("--password-file <file>", "the password that it is encrypted with")
  .option("--dry-run", "only check it")
  .action(async (file, options) => (await import("./commands/backup.ts")).restore(file, options));

program
  .command("simulator", { hidden: true })
  .addOption(dataOption)
  .action(async (options) => (await import("./commands/simulator.ts")).simulator(options));

// `permanence calls list | head` has read enough.
for (const stream of [process.stdout, process.stderr]) deaf(stream);
try {
  await program.parseAsync();
} catch (thrown) {
  process.exitCode = exitCode(thrown);
}

function exitCode(thrown: unknown): number {
  if (typeof thrown === "object" && thrown !== null && "exitCode" in thrown) {
    // Commander has said what is wrong, or printed the help that was asked for.
    return thrown.exitCode === 0 ? 0 : 2;
  }
  process.stderr.write(`${thrown instanceof Fault ? harmless(explain(thrown)) : stackOf(thrown)}\n`);
  return 1;
}

/** A mistake of ours, with all that helps to find it. */
const stackOf = (thrown: unknown): string => String(thrown instanceof Error ? thrown.stack : thrown);
