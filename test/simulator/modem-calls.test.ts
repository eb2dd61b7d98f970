import assert from "node:assert/strict";
import { tone } from "../../src/audio/tones.ts";
import { hertz, millis, seconds } from "../../src/kernel/units.ts";
import { usrobotics } from "../../src/simulator/modems/v253/dialects.ts";
import { BOX, bench, CALLER, MOBILE } from "./bench.ts";

describe("a whole call through a simulated modem", () => {
  it("tells caller id before the first ring, as in France, and the number as it would be dialled", async () => {
    const { exchange, client, run } = bench();
    await run(client.ask("AT+VCID=1"));
    client.forget();
    exchange.call({ from: "+33612345678", name: "DUPONT", to: BOX });
    const told = await run(client.until("RING"));
    assert.match(told, /DATE = 0303\r\n\r\nTIME = 1000\r\n\r\nNMBR = 0612345678\r\n\r\nNAME = DUPONT\r\n\r\nRING/s);
  });

  it("plays what the client sends, counts no trouble when it is paced, and says OK once heard", async () => {
    const { clock, exchange, client, modem, run } = bench();
    const call = exchange.call({ from: CALLER, to: BOX });
    await run(client.until("RING"));
    for (const command of ["ATE0", "AT+FCLASS=8", "AT+VSM=1,8000", "AT+VLS=1"]) await run(client.ask(command));
    assert.equal(call.state, "talking");
    assert.match(await run(client.ask("AT+VTX")), /CONNECT/);
    const sound = tone([hertz(1000)], seconds(2));
    const bytes = String.fromCharCode(...Array.from(sound, (sample) => (sample >> 8) + 128)).replaceAll(
      "\x10",
      "\x10\x10",
    );
    for (let at = 0; at < bytes.length; at += 160) {
      await client.send(bytes.slice(at, at + 160));
      if (at > 1600) await clock.pass(millis(20));
    }
    const started = clock.now();
    void client.send("\x10\x03");
    await run(client.until("OK"));
    assert.ok(clock.now() - started >= 150, "the buffer is played first");
    assert.deepEqual(modem.trouble, { underruns: 0, overflowed: 0 });
    const heard = call.heard();
    const loud = heard.filter((sample) => Math.abs(sample) > 1000).length;
    assert.ok(loud > 10_000, `${loud} loud samples`);
  });

  it("records the caller, reports keys once and the busy tone after the caller hung up", async () => {
    const { exchange, client, run } = bench(usrobotics);
    const said = tone([hertz(700)], seconds(2));
    exchange.call({
      from: null,
      to: BOX,
      script: [{ wait: millis(500) }, { say: said }, { key: "5" }, { hangUp: true }],
    });
    await run(client.until("RING"));
    for (const command of ["ATE0", "AT+FCLASS=8", "AT+VSM=128,8000", "AT+VLS=1", "AT+VRX"])
      await run(client.ask(command));
    const stream = await run(client.until("\x10b"));
    assert.equal(stream.split("\x105").length, 2, "the key, once");
    void client.send("\x10!");
    await run(client.until("\x10\x03\r\nOK"));
    const loud = [...stream].filter((byte) => Math.abs(byte.charCodeAt(0) - 128) > 10).length;
    assert.ok(loud > 12_000, `${loud} loud samples`);
  });

  it("puts a caller through by flash, dialling and hanging up", async () => {
    const { clock, exchange, client, run } = bench();
    const mobile = exchange.mobile(MOBILE, {
      after: seconds(4),
      does: "answer",
      presses: [{ key: "1", after: seconds(2) }],
    });
    const call = exchange.call({ from: CALLER, to: BOX });
    await run(client.until("RING"));
    for (const command of ["ATE0", "AT+FCLASS=8", "AT+VSM=1,8000", "AT+VLS=1", "AT+VTS={!,27}"]) {
      await run(client.ask(command));
    }
    assert.equal(call.state, "on-hold");
    await run(client.ask(`AT+VTS=${[...MOBILE].join(",")}`));
    void client.send("AT+VRX\r");
    await run(client.until("\x10r"));
    assert.equal(mobile.rung.length, 1);
    await run(client.until("\x10/\x101"));
    void client.send("\x10!");
    await run(client.until("OK"));
    await run(client.ask("ATH"));
    assert.equal(call.state, "put-through");
    assert.equal(call.connectedTo, MOBILE);
    assert.equal(mobile.calls[0]?.caller?.number, CALLER);
    call.hangUp();
    await run(call.ended);
    assert.notEqual(mobile.calls[0]?.endedAt, null);
    assert.ok(clock.now() > 0);
  });
});
