import { type Socket as Connection, createConnection } from "node:net";
import { Channel } from "../../kernel/channel.ts";
import { Fault } from "../../kernel/fault.ts";
import type { GsmFaultName } from "../modems/gsm/gsm-faults.ts";
import type { FaultName } from "../modems/v253/modem-faults.ts";
import { linesOf } from "./connection-lines.ts";
import { controlPath } from "./control.ts";
import type {
  CallOrder,
  ControlAnswer,
  ControlRequest,
  LiveAnswer,
  SimulatedText,
  SimulatorStatus,
} from "./control-messages.ts";

export type CallStory = Extract<ControlAnswer, { of: "call" }>;
export type CallOutcome = Extract<ControlAnswer, { of: "ended" }>;

type LiveRequest = Extract<ControlRequest, { do: "key" | "say" | "hand" | "hang-up" }>;
export type LiveTold = CallStory | CallOutcome | LiveAnswer;

/** A call that goes on in the simulator, and is hung up with this connection. */
export interface LiveLine {
  send(request: LiveRequest): void;
  /** Hangs up, if that was not done, and lets the mobiles be. */
  close(): void;
}

/** Orders for a simulator that runs in another process. Each opens a connection of its own. */
export interface ControlClient {
  /** Places a call; resolves when it has ended. `tell` hears each event as it happens. */
  call(order: Omit<CallOrder, "do">, tell?: (event: CallStory) => void): Promise<CallOutcome>;
  /**
   * Places a call that is driven while it goes on. `tell` hears all of it, `ended` last but for how the mobiles stand,
   * and `gone` says that nothing more comes.
   */
  live(
    order: Omit<Extract<ControlRequest, { do: "live" }>, "do">,
    tell: (told: LiveTold) => void,
    gone: () => void,
  ): Promise<LiveLine>;
  /** Says what a mobile does from its next call on; creates it if need be. */
  mobile(order: Omit<Extract<ControlRequest, { do: "mobile" }>, "do">): Promise<void>;
  addFault(fault: FaultName | GsmFaultName, line?: string, times?: number): Promise<void>;
  removeFault(fault: FaultName | GsmFaultName, line?: string): Promise<void>;
  /** Lifts the telephone beside a line's modem, or puts it down. */
  telephone(order: Omit<Extract<ControlRequest, { do: "telephone" }>, "do">): Promise<void>;
  /** Somebody writes to a line's SIM. */
  text(order: Omit<Extract<ControlRequest, { do: "text" }>, "do">): Promise<void>;
  /** What came to other telephones, oldest first. */
  texts(): Promise<readonly SimulatedText[]>;
  status(): Promise<SimulatorStatus>;
}

/**
 * Faults: `simulator.not-running`, `simulator.refused` (with the simulator's sentence), `simulator.gone` when it ended
 * before it had answered.
 */
export function controlClient(folder: string): ControlClient {
  const done = async (request: ControlRequest): Promise<void> => {
    for await (const answer of ask(folder, request)) if (answer.of === "done") return;
    throw gone();
  };
  const line = (name: string | undefined) => (name === undefined ? {} : { line: name });
  return {
    async call(order, tell) {
      for await (const answer of ask(folder, { do: "call", ...order })) {
        if (answer.of === "call") tell?.(answer);
        if (answer.of === "ended") return answer;
      }
      throw gone();
    },
    live: (order, tell, gone) => liveLine(folder, { do: "live", ...order }, tell, gone),
    mobile: (order) => done({ do: "mobile", ...order }),
    addFault: (add, name, times) =>
      done({ do: "fault", add, ...line(name), ...(times === undefined ? {} : { times }) }),
    removeFault: (remove, name) => done({ do: "fault", remove, ...line(name) }),
    telephone: (order) => done({ do: "telephone", ...order }),
    text: (order) => done({ do: "text", ...order }),
    async texts() {
      for await (const answer of ask(folder, { do: "texts" })) if (answer.of === "texts") return answer.texts;
      throw gone();
    },
    async status() {
      for await (const answer of ask(folder, { do: "status" })) if (answer.of === "status") return answer.status;
      throw gone();
    },
  };
}

async function liveLine(
  folder: string,
  order: ControlRequest,
  tell: (told: LiveTold) => void,
  over: () => void,
): Promise<LiveLine> {
  const connection = await connected(controlPath(folder));
  const send = (request: ControlRequest): void => {
    if (connection.writable) connection.write(`${JSON.stringify(request)}\n`);
  };
  return new Promise((resolve, reject) => {
    const lines = linesOf(connection);
    lines.on("line", (line) => {
      const answer = JSON.parse(line) as ControlAnswer;
      switch (answer.of) {
        case "done":
          return resolve({ send, close: () => connection.destroy() });
        case "error":
          // Only a call that was never placed ends with it: a key that could not be pressed harms nothing.
          return reject(new Fault("simulator.refused", answer.sentence));
        case "status":
        case "texts":
          return;
        case "call":
        case "ended":
        case "heard":
        case "mobiles":
          return tell(answer);
      }
    });
    connection.on("error", () => connection.destroy());
    connection.on("close", () => {
      reject(gone());
      over();
    });
    send(order);
  });
}

async function* ask(folder: string, request: ControlRequest): AsyncGenerator<ControlAnswer, void, undefined> {
  const connection = await connected(controlPath(folder));
  try {
    const lines = new Channel<string>();
    linesOf(connection)
      .on("line", (line) => lines.put(line))
      .on("close", () => lines.close());
    connection.on("error", () => lines.close());
    connection.write(`${JSON.stringify(request)}\n`);
    for await (const line of lines) {
      const answer = JSON.parse(line) as ControlAnswer;
      if (answer.of === "error") throw new Fault("simulator.refused", answer.sentence);
      yield answer;
    }
  } finally {
    connection.destroy();
  }
}

function connected(path: string): Promise<Connection> {
  return new Promise((resolve, reject) => {
    const connection = createConnection(path);
    connection.once("connect", () => resolve(connection));
    connection.once("error", (cause) =>
      reject(
        new Fault("simulator.not-running", `No simulator answers at ${path}; "permanence start" runs one.`, cause),
      ),
    );
  });
}

const gone = () => new Fault("simulator.gone", "The simulator ended before it had answered.");
