import assert from "node:assert/strict";
import fc from "fast-check";
import { millis, seconds } from "../../src/kernel/units.ts";
import { shield } from "../../src/serial/dle.ts";
import { bytes, cut, joined, places, settled, text } from "./bytes.ts";
import { ok, type Rig, rig } from "./scripted-modem.ts";

const connect = "\r\nCONNECT\r\n";
const ending = bytes("␐!");

async function gather(audio: AsyncIterable<Uint8Array>): Promise<string> {
  const chunks: Uint8Array[] = [];
  for await (const chunk of audio) chunks.push(chunk);
  return text(joined(chunks));
}

/** Starts recording; the modem says `CONNECT` and this after it, cut so. */
async function recording(of: Rig, said: Uint8Array, at: readonly number[] = []) {
  const opening = of.channel.receive("AT+VRX", seconds(5));
  await settled();
  for (const chunk of cut(new Uint8Array([...bytes(connect), ...said]), at)) await of.say(text(chunk));
  return opening;
}

describe("transmit stream", () => {
  it("shields what it sends, ends with DLE ETX and waits for OK", async () => {
    const { channel, heard, say } = rig({ "AT+VTX": connect });
    const stream = await channel.transmit("AT+VTX", seconds(5));
    await stream.write(bytes("a\x10b"));
    const end = stream.end(seconds(60));
    await settled();
    assert.equal(heard(), "AT+VTX\ra\x10\x10b\x10\x03");
    await say(ok);
    await end;
  });

  it("drops what is buffered with DLE CAN, also while it waits for the end", async () => {
    const { channel, heard, say } = rig({ "AT+VTX": connect });
    const stream = await channel.transmit("AT+VTX", seconds(5));
    const end = stream.end(seconds(60));
    const cancel = stream.cancel(seconds(1));
    await settled();
    assert.equal(heard(), "AT+VTX\r\x10\x03\x10\x18\x10\x03");
    await say(ok);
    await Promise.all([end, cancel]);
  });

  it("makes notices of DLE codes and lines that come meanwhile", async () => {
    const { channel, say, notices } = rig({ "AT+VTX": connect });
    await channel.transmit("AT+VTX", seconds(5));
    await say("\x105\x10b\r\nRING\r\n");
    await settled();
    assert.deepEqual(notices, ["<DLE>5", "<DLE>b", "RING"]);
  });

  it("lets commands wait until it has ended", async () => {
    const { channel, clock, heard, say } = rig({ "AT+VTX": connect, ATH: ok });
    const stream = await channel.transmit("AT+VTX", seconds(5));
    const hangUp = channel.command("ATH");
    await settled();
    assert.equal(heard(), "AT+VTX\r");
    const end = stream.end(seconds(5));
    await say(ok);
    await end;
    await clock.run(hangUp);
    assert.equal(heard(), "AT+VTX\r\x10\x03ATH\r");
  });

  it("notices when the modem ends it, and lets commands through", async () => {
    const { channel, clock, say, notices } = rig({ "AT+VTX": connect, ATH: ok });
    const stream = await channel.transmit("AT+VTX", seconds(5));
    await say("\r\nNO CARRIER\r\n");
    await clock.run(channel.command("ATH"));
    assert.deepEqual(notices, ["NO CARRIER"]);
    await assert.rejects(stream.write(bytes("a")), { code: "serial.refused" });
    await stream.end(seconds(1));
  });

  it("gives up in time when OK never comes, and brings the modem out of the stream", async () => {
    const { channel, clock, heard, say } = rig({ "AT+VTX": connect });
    const stream = await channel.transmit("AT+VTX", seconds(5));
    const end = assert.rejects(stream.end(seconds(60)), { code: "serial.timeout" });
    await clock.run(assert.rejects(stream.cancel(millis(500)), { code: "serial.timeout" }));
    await end;
    await assert.rejects(stream.write(bytes("a")), { code: "serial.timeout" });
    const next = channel.command("ATH");
    await settled();
    assert.equal(heard(), "AT+VTX\r\x10\x03\x10\x18\x10\x03\x10\x18\x10\x03ATQ0V1E0\r");
    await say(ok, ok);
    await clock.pass(millis(300));
    await say(ok);
    await next;
  });

  it("is refused with the modem's words", async () => {
    const { channel } = rig({ "AT+VTX": "\r\nERROR\r\n", AT: ok });
    await assert.rejects(channel.transmit("AT+VTX", seconds(5)), { code: "serial.refused", message: /ERROR/ });
    await channel.command("AT");
  });

  it("says serial.lost when the pipe breaks", async () => {
    const { channel, lose } = rig({ "AT+VTX": connect });
    const stream = await channel.transmit("AT+VTX", seconds(5));
    const end = assert.rejects(stream.end(seconds(5)), { code: "serial.lost" });
    await settled();
    lose();
    await end;
    await assert.rejects(stream.write(bytes("a")), { code: "serial.lost" });
  });
});

describe("one result too many (L8)", () => {
  /** A transmission that has ended; another `OK` comes `after` so many ms. */
  async function ended(modem: Rig, after: number): Promise<void> {
    const stream = await modem.channel.transmit("AT+VTX", seconds(5));
    const end = stream.end(seconds(5));
    await modem.say(ok);
    await end;
    void modem.clock.sleep(millis(after)).then(() => modem.say(ok));
  }

  for (const after of [0, 1, 50, 200])
    it(`${after} ms after a transmission: a question gets its own answer`, async () => {
      const modem = rig({ "AT+VTX": connect, "AT+VCID?": `\r\n1\r\n${ok}` });
      await ended(modem, after);
      assert.deepEqual((await modem.clock.run(modem.channel.command("AT+VCID?"))).lines, ["1"]);
    });

  for (const after of [0, 1, 50, 200])
    it(`${after} ms after a transmission: the next one neither fails nor is cut`, async () => {
      const modem = rig({ "AT+VTX": connect });
      await ended(modem, after);
      const stream = await modem.clock.run(modem.channel.transmit("AT+VTX", seconds(5)));
      await modem.clock.pass(millis(300));
      await stream.write(bytes("a"));
      const end = stream.end(seconds(5));
      await modem.say(ok);
      await modem.clock.run(end);
    });

  it("before the CONNECT of a recording: it is a recording all the same", async () => {
    const modem = rig({ "AT+VTX": connect });
    await ended(modem, 20);
    const opening = modem.channel.receive("AT+VRX", seconds(5));
    void modem.clock.sleep(millis(60)).then(() => modem.say(connect, "abc\x10\x03", ok));
    assert.equal(await gather((await modem.clock.run(opening)).audio), "abc");
  });

  it("after the end of a recording: a question gets its own answer", async () => {
    const modem = rig({ "AT+VCID?": `\r\n1\r\n${ok}` });
    const stream = await recording(modem, bytes("abc"));
    const stop = stream.stop(ending, seconds(1));
    await modem.say("\x10\x03", ok);
    await stop;
    void modem.clock.sleep(millis(50)).then(() => modem.say(ok));
    assert.deepEqual((await modem.clock.run(modem.channel.command("AT+VCID?"))).lines, ["1"]);
  });

  it("OK after VCON: the next command gets its own answer", async () => {
    const modem = rig({ "AT+VLS=1": "\r\nVCON\r\n", "AT+VTS=1": "\r\nERROR\r\n" });
    await modem.channel.command("AT+VLS=1", { success: ["OK", "VCON"] });
    void modem.clock.sleep(millis(150)).then(() => modem.say(ok));
    await modem.clock.run(assert.rejects(modem.channel.command("AT+VTS=1"), { code: "serial.refused" }));
  });

  it("a transmission that the modem ends by itself, later, is ended", async () => {
    const modem = rig({ "AT+VTX": connect });
    await ended(modem, 50);
    const stream = await modem.clock.run(modem.channel.transmit("AT+VTX", seconds(5)));
    await modem.clock.pass(millis(300));
    await modem.say(ok);
    await settled();
    await assert.rejects(stream.write(bytes("a")), { code: "serial.refused" });
  });
});

describe("receive stream", () => {
  it("gives the audio and makes notices of codes, however the bytes are cut", async () => {
    const said = bytes("\nab␐␐c␐5d␐␚e␐bf");
    await fc.assert(
      fc.asyncProperty(places, async (at) => {
        const modem = rig();
        const stream = await recording(modem, said, at);
        const audio = gather(stream.audio);
        const stop = stream.stop(ending, seconds(1));
        await modem.say("g\x10\x03\r", "\nOK\r\n");
        await stop;
        assert.equal(await audio, "\nab\x10cd\x10\x10efg");
        assert.deepEqual(modem.notices, ["<DLE>5", "<DLE>b"]);
        assert.equal(modem.heard(), "AT+VRX\r\x10!");
      }),
      { numRuns: 50 },
    );
  });

  it("carries any audio", async () => {
    await fc.assert(
      fc.asyncProperty(fc.uint8Array({ maxLength: 300 }), places, async (audio, at) => {
        const modem = rig();
        const said = new Uint8Array([...shield(audio), ...bytes("␐␃\r\nOK\r\n")]);
        const stream = await recording(modem, said, at);
        assert.equal(await gather(stream.audio), text(audio));
      }),
      { numRuns: 50 },
    );
  });

  it("ends by itself when the modem does, and lets commands through", async () => {
    const modem = rig({ ATH: ok });
    const stream = await recording(modem, bytes("abc␐␃\r\nNO CARRIER\r\n"));
    assert.equal(await gather(stream.audio), "abc");
    await modem.clock.run(modem.channel.command("ATH"));
    await stream.stop(ending, seconds(1));
    assert.equal(modem.heard(), "AT+VRX\rATH\r");
  });

  it("lets a command wait until the result after the audio came", async () => {
    const modem = rig({ ATH: ok });
    await recording(modem, bytes("abc␐␃"));
    const hangUp = modem.channel.command("ATH");
    await settled();
    assert.equal(modem.heard(), "AT+VRX\r");
    await modem.say(ok);
    await modem.clock.run(hangUp);
  });

  it("gives up in time when the modem goes on, and sends the ending again before the next command", async () => {
    const modem = rig();
    const stream = await recording(modem, bytes("abc"));
    const audio = gather(stream.audio);
    await modem.clock.run(assert.rejects(stream.stop(ending, seconds(1)), { code: "serial.timeout" }));
    assert.equal(await audio, "abc");
    const next = modem.channel.command("ATH");
    await settled();
    assert.equal(modem.heard(), "AT+VRX\r\x10!\x10!ATQ0V1E0\r");
    await modem.say("more audio", "\x10\x03", ok, ok);
    await modem.clock.pass(millis(300));
    await modem.say(ok);
    await next;
    assert.deepEqual(modem.notices, []);
  });

  it("says serial.lost in the audio and in stop when the pipe breaks", async () => {
    const modem = rig();
    const stream = await recording(modem, bytes("abc"));
    const audio = assert.rejects(gather(stream.audio), { code: "serial.lost" });
    const stop = assert.rejects(stream.stop(ending, seconds(1)), { code: "serial.lost" });
    await settled();
    modem.lose();
    await Promise.all([audio, stop]);
  });
});
