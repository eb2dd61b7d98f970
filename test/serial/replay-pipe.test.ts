import assert from "node:assert/strict";
import { instant, seconds } from "../../src/kernel/units.ts";
import { memoryPipe } from "../../src/serial/memory-pipe.ts";
import { openAtChannel } from "../../src/serial/open-at-channel.ts";
import { replayPipe } from "../../src/serial/replay-pipe.ts";
import { tapPipe } from "../../src/serial/tap.ts";
import { readTranscript } from "../../src/serial/transcript.ts";
import { VirtualClock } from "../../src/simulator/virtual-clock.ts";
import { bytes, joined, settled, text } from "./bytes.ts";

const call = String.raw`
# a short call
     0 > AT+CPIN=****\r
    10 < AT+CPIN=****\r\r\nOK\r\n
  5000 < \r\nRING\r\n
  5100 > AT+VRX\r
  5150 < \r\nCONNECT\r\n
  5160 < <4 bytes of audio>
  5200 < \x105
  5210 < <2 bytes of audio>
  6000 > \x10!
  6020 < \x10\x03\r\nOK\r\n
  6100 > AT+VTX\r
  6120 < \r\nCONNECT\r\n
  6130 > <6 bytes of audio>
  7000 < \x10b
  7010 > \x10\x03
  7020 < \r\nOK\r\n
`;

const clock = () => new VirtualClock(instant(0));

describe("replay of a transcript", () => {
  it("plays the modem's side of a call at its pace", async () => {
    const time = clock();
    const pipe = replayPipe(readTranscript(call), { clock: time });
    const channel = openAtChannel({ pipe, clock: time });
    const notices = channel.notices[Symbol.asyncIterator]();
    await time.run(channel.command("AT+CPIN=1234"));
    assert.deepEqual(await time.run(notices.next()), { done: false, value: { kind: "line", text: "RING" } });
    assert.equal(time.now(), 5000);

    const receiving = await time.run(channel.receive("AT+VRX", seconds(5)));
    const heard: Uint8Array[] = [];
    const listening = (async () => {
      for await (const chunk of receiving.audio) heard.push(chunk);
    })();
    assert.deepEqual(await time.run(notices.next()), { done: false, value: { kind: "dle", code: "5" } });
    await time.run(receiving.stop(bytes("␐!"), seconds(1)));
    await listening;
    assert.equal(text(joined(heard)), "\x80".repeat(6));

    const sending = await time.run(channel.transmit("AT+VTX", seconds(5)));
    await sending.write(bytes("more than there was\x10"));
    assert.deepEqual(await time.run(notices.next()), { done: false, value: { kind: "dle", code: "b" } });
    await sending.write(bytes("and more"));
    await time.run(sending.end(seconds(5)));
    await pipe.finished;
  });

  it("plays what a tap wrote", async () => {
    const time = clock();
    const [ours, modem] = memoryPipe();
    const lines: string[] = [];
    const first = openAtChannel({
      pipe: tapPipe({ pipe: ours, clock: time, write: (line) => lines.push(line) }),
      clock: time,
    });
    const asked = first.command("ATI3");
    await settled();
    await modem.write(bytes("ATI3\r\r\nabc\r\n\r\nOK\r\n"));
    const reply = await asked;

    const pipe = replayPipe(readTranscript(lines.join("\n")));
    assert.deepEqual(await openAtChannel({ pipe, clock: time }).command("ATI3"), reply);
    await pipe.finished;
  });

  it("takes a command in pieces", async () => {
    const pipe = replayPipe(readTranscript("0 > ATI\\r"));
    await pipe.write(bytes("A"));
    await pipe.write(bytes("TI\r"));
    await pipe.finished;
  });

  it("names the line that something else was sent for", async () => {
    const pipe = replayPipe(readTranscript("# x\n0 > ATI3\\r\n"));
    const fault = {
      code: "serial.replay-mismatch",
      message: 'Line 2 of the transcript expects "ATI3\\r", but "ATI4\\r" was sent.',
    };
    await assert.rejects(pipe.write(bytes("ATI4\r")), fault);
    await assert.rejects(pipe.finished, fault);
  });

  it("complains of what is sent after the end, and of an end too soon", async () => {
    const over = replayPipe(readTranscript("0 > ATI\\r"));
    await over.write(bytes("ATI\r"));
    await over.finished;
    await assert.rejects(over.write(bytes("ATH\r")), { code: "serial.replay-mismatch", message: /ended.*ATH/ });

    const soon = replayPipe(readTranscript("0 > ATI\\r"));
    await soon.close();
    await assert.rejects(soon.finished, { code: "serial.replay-unfinished", message: /Line 1/ });
  });
});
