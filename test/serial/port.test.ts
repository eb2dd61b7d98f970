import assert from "node:assert/strict";
import { writeFileSync } from "node:fs";
import { setTimeout as pause } from "node:timers/promises";
import { systemClock } from "../../src/kernel/clock.ts";
import { seconds } from "../../src/kernel/units.ts";
import type { BytePipe } from "../../src/serial/byte-pipe.ts";
import { openAtChannel } from "../../src/serial/open-at-channel.ts";
import { openPort } from "../../src/serial/port.ts";
import { bytes } from "./bytes.ts";
import { freshPath, socatPty, unplugAll } from "./socat.ts";

/** Reads until there are this many bytes, or to the end. */
async function gather(pipe: BytePipe, count = Number.POSITIVE_INFINITY): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let length = 0;
  for await (const chunk of pipe.incoming) {
    chunks.push(chunk);
    length += chunk.length;
    if (length >= count) break;
  }
  return Buffer.concat(chunks);
}

/** Every byte value, in no simple order. */
const everything = (length: number): Uint8Array =>
  Uint8Array.from({ length }, (_, index) => (index * 73 + (index >> 8)) % 256);

describe("serial port over a real pseudo-terminal", () => {
  const open: BytePipe[] = [];
  const opened = async (path: string) => {
    const pipe = await openPort({ path, baud: 115_200 });
    open.push(pipe);
    return pipe;
  };
  afterEach(async () => {
    for (const pipe of open.splice(0)) await pipe.close();
    unplugAll();
  });

  it("carries every byte value both ways", async () => {
    const pty = await socatPty();
    const pipe = await opened(pty.path);
    const sent = everything(512);
    await pipe.write(sent);
    assert.deepEqual(new Uint8Array(await pty.until((heard) => heard.length >= sent.length)), sent);
    pty.write(sent);
    assert.deepEqual(new Uint8Array(await gather(pipe, sent.length)), sent);
  });

  it("hands over in one piece what comes while it gathers", async () => {
    const pty = await socatPty();
    const pipe = await opened(pty.path);
    const pieces = pipe.incoming[Symbol.asyncIterator]();
    const next = async () => Buffer.from((await pieces.next()).value ?? []).toString();
    pipe.gather?.(seconds(1.5));
    pty.write(bytes("a"));
    assert.equal(await next(), "a", "it waited for this one before it was told");
    pty.write(bytes("b"));
    await pause(50);
    pty.write(bytes("c"));
    assert.equal(await next(), "bc");
  });

  it("carries much at once, more than the system's buffer holds", async () => {
    const pty = await socatPty();
    const pipe = await opened(pty.path);
    const sent = everything(300_000);
    pty.write(sent);
    const coming = gather(pipe, sent.length);
    const writes: Promise<void>[] = [];
    for (let from = 0; from < sent.length; from += 7_000) writes.push(pipe.write(sent.subarray(from, from + 7_000)));
    await Promise.all(writes);
    assert.ok(Buffer.from(sent).equals(await pty.until((heard) => heard.length >= sent.length)));
    assert.ok(Buffer.from(sent).equals(await coming));
  });

  it("hears a modem that reads nothing before it has been heard", async () => {
    const path = freshPath();
    const go = `${path}.go`;
    const much = 200_000;
    const deaf = `until [ -e ${go} ]; do sleep 0.05; done; head -c ${much} /dev/zero; exec head -c ${much} >/dev/null`;
    await socatPty(path, `SYSTEM:${deaf},nofork`);
    const pipe = await opened(path);
    const writing = pipe.write(everything(much));
    await pause(200); // The system's buffer is full by now, and the write waits.
    writeFileSync(go, "");
    assert.equal((await gather(pipe, much)).length, much);
    await writing;
  });

  it("ends quietly when it is closed, and refuses to write after that", async () => {
    const pty = await socatPty();
    const pipe = await opened(pty.path);
    const coming = gather(pipe);
    await pipe.close();
    await pipe.close();
    assert.equal((await coming).length, 0);
    await assert.rejects(pipe.write(Uint8Array.of(1)), { code: "serial.closed" });
  });

  it("lets go of a write that nobody reads when it is closed", async () => {
    const pty = await socatPty();
    const stuck = await opened(pty.path);
    // socat stops reading when its own output is not read; a megabyte fills all buffers on the way or is gone.
    const writing = stuck.write(everything(1_000_000)).then(
      () => "written",
      (fault) => fault.code,
    );
    await stuck.close();
    assert.ok(["written", "serial.closed"].includes(await writing));
  });

  it("says serial.lost when the device disappears", async () => {
    const pty = await socatPty();
    const pipe = await opened(pty.path);
    const coming = assert.rejects(gather(pipe), { code: "serial.lost" });
    await pty.unplug();
    await coming;
    await assert.rejects(pipe.write(Uint8Array.of(1)), { code: "serial.lost" });
  });

  it("opens anew when the device is back", async () => {
    const path = freshPath();
    await assert.rejects(opened(path), { code: "serial.no-such-port" });
    const first = await socatPty(path);
    const coming = assert.rejects(gather(await opened(path)), { code: "serial.lost" });
    await first.unplug();
    await coming;
    await assert.rejects(opened(path), { code: "serial.no-such-port" });

    const second = await socatPty(path);
    // Opening drops what came before, so the modem speaks after it.
    const pipe = await opened(path);
    second.write(bytes("RING\r\n"));
    assert.equal((await gather(pipe, 6)).toString(), "RING\r\n");
  });

  it("talks AT", async () => {
    const pty = await socatPty();
    const channel = openAtChannel({ pipe: await opened(pty.path), clock: systemClock });
    const reply = channel.command("ATI3");
    await pty.until((heard) => heard.toString() === "ATI3\r");
    pty.write(bytes("ATI3\r\r\nU.S. Robotics 56K\r\n\r\nOK\r\n"));
    assert.deepEqual(await reply, { result: "OK", lines: ["U.S. Robotics 56K"] });
    await channel.close();
  });

  it("says what is wrong with a path that can't be opened", async () => {
    await assert.rejects(opened("/dev/no-such-modem"), { code: "serial.no-such-port", message: /no-such-modem/ });
    await assert.rejects(opened("/dev"), { code: "serial.not-a-port" });
    const file = freshPath();
    writeFileSync(file, "");
    await assert.rejects(opened(file), { code: "serial.not-a-port" });
  });

  it("says serial.port-busy when the port is locked", async () => {
    const pty = await socatPty();
    await opened(pty.path);
    await assert.rejects(opened(pty.path), { code: "serial.port-busy" });
  });
});
