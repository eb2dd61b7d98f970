import assert from "node:assert/strict";
import { once } from "node:events";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { createConnection } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { SerialPort } from "serialport";
import { tone } from "../../src/audio/tones.ts";
import { readWav, writeWav } from "../../src/audio/wav.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { Fault } from "../../src/kernel/fault.ts";
import { hertz, millis } from "../../src/kernel/units.ts";
import { type RunningSimulator, runSimulator } from "../../src/simulator/control/control.ts";
import { controlClient, type LiveTold } from "../../src/simulator/control/control-client.ts";

describe("the simulator as a process of its own", () => {
  let folder: string;
  let simulator: RunningSimulator;

  before(async () => {
    folder = await mkdtemp(join(tmpdir(), "permanence-simulator-"));
    simulator = await runSimulator({
      folder,
      clock: systemClock,
      lines: [{ name: "main", number: "0140000001", dialect: "conexant", socket: { callerIdAt: "never" } }],
    });
  });
  after(async () => {
    await simulator.close();
    await rm(folder, { recursive: true });
  });

  const opened = async (): Promise<{ port: SerialPort; until(wanted: string): Promise<void> }> => {
    const port = new SerialPort({ path: simulator.port("main"), baudRate: 115_200 });
    await new Promise((resolve) => port.once("open", resolve));
    let heard = "";
    port.on("data", (bytes: Buffer) => {
      heard += bytes.toString("latin1");
    });
    const until = async (wanted: string): Promise<void> => {
      while (!heard.includes(wanted)) await new Promise((resolve) => port.once("data", resolve));
      heard = "";
    };
    return { port, until };
  };
  const closed = (port: SerialPort) => new Promise((resolve) => port.close(resolve));

  it("answers a real serial port, lets it come back, and places a call that is saved as it was heard", async () => {
    const first = await opened();
    first.port.write("ATI3\r");
    await first.until("CX93001");
    await closed(first.port);

    const { port, until } = await opened();
    const says = join(folder, "says.wav");
    const save = join(folder, "heard.wav");
    await writeFile(says, writeWav(tone([hertz(500)], millis(200))));
    const story: string[] = [];
    const ended = controlClient(folder).call(
      { from: "0612345678", says, saysAfter: 0, keys: [{ key: "5", after: 100 }], hangUpAfter: 1200, save },
      ({ event, detail }) => story.push(detail === null ? event : `${event} ${detail}`),
    );
    await until("RING");
    for (const command of ["ATE0", "AT+FCLASS=8", "AT+VSM=1,8000,0,0", "AT+VLS=1", "AT+VTS=[800,0,50]"]) {
      port.write(`${command}\r`);
      await until("OK");
    }
    const outcome = await ended;
    assert.deepEqual(story, ["rang 0140000001", "answered 0140000001", "key 5", "hung-up caller"]);
    assert.deepEqual([outcome.end, outcome.answered, outcome.saved], ["caller", true, save]);
    const heard = readWav(await readFile(save));
    assert.ok(heard.filter((sample) => Math.abs(sample) > 1000).length > 1600, "the tone was heard");
    await closed(port);
  });

  it("shows a client the port vanish, and come back", async () => {
    const client = controlClient(folder);
    const { port } = await opened();
    const vanished = new Promise((resolve) => port.once("close", resolve));
    await client.addFault("port-vanishing");
    await vanished;
    await assert.rejects(stat(simulator.port("main")), /ENOENT/);
    await client.removeFault("port-vanishing");
    while (
      await stat(simulator.port("main")).then(
        () => false,
        () => true,
      )
    )
      await new Promise(setImmediate);
    const again = await opened();
    again.port.write("AT\r");
    await again.until("OK");
    await closed(again.port);
  });

  it("lets nobody but its owner in", async () => {
    assert.equal((await stat(simulator.control)).mode & 0o777, 0o600);
  });

  it("answers bad requests with a clear sentence, and goes on", async () => {
    const ask = (line: string): Promise<string> =>
      new Promise((resolve) => {
        const connection = createConnection(simulator.control, () => connection.write(`${line}\n`));
        connection.once("data", (bytes) => {
          connection.destroy();
          resolve(JSON.parse(bytes.toString()).sentence);
        });
      });
    assert.equal(await ask("no json"), "The request is not JSON.");
    assert.match(await ask('{"do":"key","key":"1"}'), /no live call on this connection/);
    assert.match(await ask('{"do":"live","from":null,"mobiles":["ATD"]}'), /"mobiles.0": a number is made of digits/);
    assert.match(await ask('{"do":"dance"}'), /can't be used at "do"/);
    assert.match(
      await ask('{"do":"call","from":null,"keys":[{"key":"x","after":1}]}'),
      /"keys.0.key": a key is one of/,
    );
    assert.match(await ask('{"do":"call","from":null,"to":"cellar"}'), /no simulated line "cellar"; there are: main/);
    assert.match(await ask('{"do":"call","from":null,"says":"/nowhere.wav"}'), /nowhere.wav can't be read/);
    assert.equal((await controlClient(folder).status()).lines[0]?.dialect, "conexant");
  });

  it("takes keys, words and orders for a mobile while a call goes on, and hangs up with the connection", async () => {
    const client = controlClient(folder);
    // The box of the call before never hung up.
    simulator.exchange.socket("0140000001").onHook();
    const told: LiveTold[] = [];
    const order = { from: null, mobiles: ["+33699999998"] };
    const until = async (wanted: (told: LiveTold) => boolean) => {
      while (!told.some(wanted)) await new Promise(setImmediate);
    };
    const line = await client.live(
      order,
      (each) => told.push(each),
      () => undefined,
    );
    await until((each) => each.of === "heard" && each.ulaw.length > 400);
    await until((each) => each.of === "mobiles" && each.mobiles[0]?.state === "quiet");
    line.send({ do: "say", path: "/nowhere.wav" });
    line.send({ do: "key", key: "7" });
    line.send({ do: "hand", number: "+33699999998", order: { act: "answer" } });
    line.send({ do: "hang-up" });
    await until((each) => each.of === "ended" && each.end === "caller");
    line.close();

    const second = await client.live(
      order,
      () => undefined,
      () => undefined,
    );
    const call = simulator.exchange.calls.at(-1);
    second.close();
    assert.equal(await call?.ended, "caller");
    await assert.rejects(
      client.live(
        { ...order, to: "cellar" },
        () => undefined,
        () => undefined,
      ),
      /no simulated line "cellar"/,
    );
  });

  it("has a telephone beside the modem, which takes a call and ends it", async () => {
    const client = controlClient(folder);
    const story: string[] = [];
    const ended = client.call({ from: "0612345678" }, ({ event }) => {
      story.push(event);
      if (event === "rang") void client.telephone({ act: "lift" });
      if (event === "answered") void client.telephone({ line: "main", act: "put-down" });
    });
    assert.equal((await ended).end, "called");
    assert.deepEqual(story, ["rang", "answered", "hung-up"]);
    await assert.rejects(client.telephone({ act: "lift", says: "/nowhere.wav" }), /nowhere.wav can't be read/);
  });

  it("says how to start it when it does not run", async () => {
    await assert.rejects(
      controlClient(join(folder, "elsewhere")).status(),
      (thrown) =>
        thrown instanceof Fault && thrown.code === "simulator.not-running" && /permanence start/.test(thrown.message),
    );
  });

  it("outlives whoever goes away in the middle of a call without having read it", async () => {
    const connection = createConnection(simulator.control);
    connection.pause();
    await once(connection, "connect");
    connection.write(`${JSON.stringify({ do: "live", from: null, mobiles: [] })}\n`);
    const isLive = () => simulator.exchange.calls.length > before;
    const before = simulator.exchange.calls.length;
    while (!isLive()) await new Promise(setImmediate);
    // What it does not read makes of its end a reset.
    await new Promise((resolve) => setTimeout(resolve, 300));
    connection.destroy();
    const [last] = simulator.exchange.calls.slice(-1);
    await last?.ended;
    assert.equal((await controlClient(folder).status()).lines.length, 1);
  });
});
