import { chmod, mkdir, rm } from "node:fs/promises";
import { type Socket as Connection, createServer } from "node:net";
import { join } from "node:path";
import { durationOf } from "../../audio/pcm.ts";
import type { Clock } from "../../kernel/clock.ts";
import { asFault, Fault } from "../../kernel/fault.ts";
import { type Log, silentLog } from "../../kernel/log.ts";
import { millis } from "../../kernel/units.ts";
import type { CallEnd, MobileBehaviour, SimulatedCall } from "../exchange/calls.ts";
import { createExchange, type Exchange } from "../exchange/exchange.ts";
import type { Modem } from "../modems/v253/v253-modem.ts";
import { linesOf } from "./connection-lines.ts";
import { type CheckedRequest, type ControlAnswer, readRequest, type SimulatorStatus } from "./control-messages.ts";
import { behaviourOf, saved, scriptOf, soundAt } from "./control-orders.ts";
import { detailOf, fromUlaw, type LiveCall, placeLiveCall } from "./live-call.ts";
import { installLine, type Plant, type SimulatedLine } from "./plants.ts";

export interface SimulatorOptions {
  /** Ports and control socket are made here; for its owner alone. */
  readonly folder: string;
  readonly lines: readonly SimulatedLine[];
  readonly mobiles?: readonly {
    readonly number: string;
    readonly behaviour: MobileBehaviour | readonly MobileBehaviour[];
  }[];
  readonly country?: string;
  readonly clock: Clock;
  readonly log?: Log;
}

export interface RunningSimulator {
  readonly exchange: Exchange;
  /** Of analog lines, by their name. */
  readonly modems: ReadonlyMap<string, Modem>;
  readonly control: string;
  port(line: string): string;
  close(): Promise<void>;
}

export const controlPath = (folder: string): string => join(folder, "control.sock");

/** Runs an exchange with a modem on a pseudo-terminal for each line, and takes orders on a socket beside them. */
export async function runSimulator(options: SimulatorOptions): Promise<RunningSimulator> {
  const { folder, clock, log = silentLog, country = "FR" } = options;
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const exchange = createExchange({ clock, log, country });
  for (const { number, behaviour } of options.mobiles ?? []) exchange.mobile(number, behaviour);
  const plants: Plant[] = [];
  for (const line of options.lines) plants.push(await installLine(line, { ...options, exchange }));
  const control = controlPath(folder);
  await rm(control, { force: true });
  const connections = new Set<Connection>();
  const server = createServer((connection) => {
    connections.add(connection);
    connection.on("close", () => connections.delete(connection));
    connection.on("error", (cause) => log.debug("simulator.control-lost", { why: String(cause) }));
    serve(connection, { exchange, plants, clock, log });
  });
  await new Promise<void>((resolve, reject) => {
    server.once("error", (cause) =>
      reject(new Fault("simulator.no-control", `The control socket ${control} can't be made.`, cause)),
    );
    server.listen(control, resolve);
  });
  await chmod(control, 0o600);
  return {
    exchange,
    control,
    modems: new Map(plants.flatMap(({ name, modem }) => (modem ? [[name, modem] as const] : []))),
    port: (line) => plantOf(plants, line).path,
    async close() {
      for (const connection of connections) connection.destroy();
      await new Promise<void>((resolve) => server.close(() => resolve()));
      for (const plant of plants) await plant.close();
    },
  };
}

interface Works {
  readonly exchange: Exchange;
  readonly plants: readonly Plant[];
  readonly clock: Clock;
  readonly log: Log;
}

function serve(connection: Connection, works: Works): void {
  const say = (answer: ControlAnswer): void => {
    if (connection.writable) connection.write(`${JSON.stringify(answer)}\n`);
  };
  const desk: Desk = { live: null };
  connection.on("close", () => desk.live?.release());
  linesOf(connection).on("line", (line) => {
    obey(line, works, desk, say).catch((thrown) => {
      const fault = asFault(thrown, "simulator.failed");
      works.log.debug("simulator.request-failed", { why: fault.message });
      say({ of: "error", sentence: fault.message });
    });
  });
}

/** What one connection has under way. */
interface Desk {
  live: LiveCall | null;
}

async function obey(line: string, works: Works, desk: Desk, say: (answer: ControlAnswer) => void): Promise<void> {
  const request = readRequest(line);
  switch (request.do) {
    case "call":
      return call(request, works, say);
    case "live":
      return live(request, works, desk, say);
    case "key":
      return liveAt(desk).press(request.key);
    case "say": {
      const { path, ulaw } = request;
      if (path !== undefined) liveAt(desk).say(await soundAt(path));
      if (ulaw !== undefined) liveAt(desk).say(fromUlaw(ulaw));
      return;
    }
    case "hand":
      return liveAt(desk).order(request.number, request.order);
    case "hang-up":
      return liveAt(desk).hangUp();
    case "mobile": {
      const list = Array.isArray(request.behaviour) ? request.behaviour : [request.behaviour];
      works.exchange.mobile(request.number, await Promise.all(list.map(behaviourOf)));
      return say({ of: "done" });
    }
    case "fault": {
      const { faults } = plantOf(works.plants, request.line);
      if (request.add) faults.add(request.add, request.times);
      if (request.remove) faults.remove(request.remove);
      return say({ of: "done" });
    }
    case "telephone": {
      const { socket } = plantOf(works.plants, request.line);
      if (!socket) throw new Fault("simulator.bad-request", "No telephone hangs beside a mobile line.");
      if (request.act === "lift") socket.lift(request.says === undefined ? undefined : await soundAt(request.says));
      else socket.putDown();
      return say({ of: "done" });
    }
    case "text": {
      const plant = plantOf(works.plants, request.to);
      if (plant.socket) throw new Fault("simulator.bad-request", "No text message comes to a line without a SIM.");
      works.exchange.text({ from: request.from, to: plant.number, body: request.body });
      return say({ of: "done" });
    }
    case "texts":
      return say({
        of: "texts",
        texts: works.exchange.texts.map(({ from, to, body, at }) => ({ from, to, body, at })),
      });
    case "status":
      return say({ of: "status", status: statusOf(works) });
  }
}

async function call(
  order: CheckedRequest & { do: "call" },
  { exchange, plants, clock }: Works,
  say: (answer: ControlAnswer) => void,
): Promise<void> {
  const says = order.says === undefined ? null : await soundAt(order.says);
  const to = exchange.mobiles.some(({ number }) => number === order.to)
    ? (order.to ?? "")
    : plantOf(plants, order.to).number;
  const made = exchange.call({
    from: order.from,
    to,
    script: scriptOf(says, order),
    ...(order.name === undefined ? {} : { name: order.name }),
    ...(order.givesUpAfter === undefined ? {} : { givesUpAfter: millis(order.givesUpAfter) }),
  });
  const over = new AbortController();
  const later = async (after: number, act: () => void): Promise<void> => {
    if ((await made.answered) === null) return;
    await clock.sleep(millis(after), over.signal);
    act();
  };
  const timed = [
    ...(order.keys ?? []).map(({ key, after }) => later(after, () => made.press(key))),
    ...(order.hangUpAfter === undefined ? [] : [later(order.hangUpAfter, () => made.hangUp())]),
  ];
  for await (const event of made.follow())
    say({ of: "call", event: event.kind, at: event.at, detail: detailOf(event) });
  over.abort();
  await Promise.allSettled(timed);
  if (order.save !== undefined) await saved(order.save, made.heard());
  say(outcomeOf(made, await made.ended, (await made.answered) !== null, order.save ?? null));
}

async function live(
  { from, to, mobiles, hello }: CheckedRequest & { do: "live" },
  { exchange, plants }: Works,
  desk: Desk,
  say: (answer: ControlAnswer) => void,
): Promise<void> {
  if (desk.live) throw new Fault("simulator.busy", "This connection has a call already.");
  const sound = hello === undefined ? null : await soundAt(hello);
  const order = { exchange, from, to: plantOf(plants, to).number, mobiles, hello: sound };
  const placed = placeLiveCall(order, say);
  desk.live = placed;
  say({ of: "done" });
  const { call } = placed;
  for await (const event of call.follow())
    say({ of: "call", event: event.kind, at: event.at, detail: detailOf(event) });
  say(outcomeOf(call, await call.ended, (await call.answered) !== null, null));
}

function liveAt({ live }: Desk): LiveCall {
  if (!live) throw new Fault("simulator.no-call", "There is no live call on this connection.");
  return live;
}

const outcomeOf = (call: SimulatedCall, end: CallEnd, answered: boolean, saved: string | null): ControlAnswer => ({
  of: "ended",
  end,
  answered,
  saved,
  connectedTo: call.connectedTo,
  heardSeconds: durationOf(call.heard()) / 1000,
});

function plantOf(plants: readonly Plant[], line: string | undefined): Plant {
  const plant = line === undefined ? plants[0] : plants.find(({ name, number }) => name === line || number === line);
  if (plant) return plant;
  const known = plants.map(({ name }) => name).join(", ");
  throw new Fault("simulator.no-line", `There is no simulated line "${line ?? ""}"; there are: ${known || "none"}.`);
}

const statusOf = ({ exchange, plants }: Works): SimulatorStatus => ({
  lines: plants.map(({ name, number, dialect, path, hook, faults, trouble }) => ({
    name,
    number,
    dialect,
    port: path,
    hook: hook(),
    faults: faults.active,
    forwarding: { ...exchange.forwarding(number) },
    ...trouble(),
  })),
  mobiles: exchange.mobiles.map(({ number, ringing, rung }) => ({ number, ringing, rung })),
});
