import assert from "node:assert/strict";
import fc from "fast-check";
import { millis, seconds } from "../../src/kernel/units.ts";
import { bytes, cut, modemBytes, places, settled } from "./bytes.ts";
import { ok, rig } from "./scripted-modem.ts";

describe("AT channel", () => {
  it("gives the information lines and the final result", async () => {
    const { channel } = rig({ "AT+FCLASS=?": `\r\n0,1,8\r\n\r\nmore\r\n${ok}` });
    assert.deepEqual(await channel.command("AT+FCLASS=?"), { result: "OK", lines: ["0,1,8", "more"] });
  });

  it("sends one command at a time, in the order they came", async () => {
    const { channel, heard, say } = rig();
    const both = Promise.all([channel.command("AT1"), channel.command("AT2")]);
    await settled();
    assert.equal(heard(), "AT1\r");
    await say("\r\nfirst\r\n", ok);
    await settled();
    assert.equal(heard(), "AT1\rAT2\r");
    await say(ok);
    assert.deepEqual(
      (await both).map((reply) => reply.lines),
      [["first"], []],
    );
  });

  it("goes on with the next command after one was refused", async () => {
    const { channel } = rig({ ATX: "\r\nERROR\r\n", ATY: ok });
    const refused = assert.rejects(channel.command("ATX"), { code: "serial.refused", message: /ATX with ERROR/ });
    assert.equal((await channel.command("ATY")).result, "OK");
    await refused;
  });

  for (const [command, result] of [
    ["ATA", "VCON"],
    ["ATA", "NO CARRIER"],
    ["AT+VLS=1", "NO CARRIER"],
    ["AT+VLS=5", "BUSY"],
    ["ATD0123", "BUSY"],
    ["ATX3DT0123", "NO DIALTONE"],
    ["ATDT0123", "NO DIAL TONE"],
    ["ATDT0123", "NO ANSWER"],
    ["ATD0123", "CONNECT 33600"],
    ["AT+CPIN?", "+CME ERROR: 10"],
    ["AT+CMGS=1", "+CMS ERROR: 331"],
  ] as const) {
    it(`takes ${result} as the end of ${command}`, async () => {
      const { channel, clock } = rig({ [command]: `\r\n${result}\r\n` });
      assert.equal((await channel.command(command, { success: [result] })).result, result);
      await clock.run(assert.rejects(channel.command(command), { code: "serial.refused" }));
    });
  }

  it("drops the echo, whole, split or late", async () => {
    const { channel, say, clock, notices } = rig();
    const first = channel.command("AT+VLS=?");
    await say("AT+V", "LS=?\r\r\n0,1", "\r\nOK\r\n");
    assert.deepEqual((await first).lines, ["0,1"]);

    const second = assert.rejects(channel.command("ATI3"), { code: "serial.timeout" });
    await clock.run(second);
    await say("ATI3\r", ok);
    await settled();
    const third = channel.command("ATI4");
    await settled();
    await say("ATI4\rabc\r\n", ok);
    assert.deepEqual((await third).lines, ["abc"]);
    assert.deepEqual(notices, []);
  });

  it("recognises notices first, also between an information line and its OK", async () => {
    const { channel, notices } = rig({
      ATI3: "\r\nU.S. Rob\r\n\r\nRING\r\n\r\nmore\r\nDATE=0102\r\nNMBR = 06\r\n\x10R\r\nOK\r\n",
    });
    assert.deepEqual((await channel.command("ATI3")).lines, ["U.S. Rob", "more"]);
    await settled();
    assert.deepEqual(notices, ["RING", "DATE=0102", "NMBR = 06", "<DLE>R"]);
  });

  it("takes a line with the command's own name as its answer", async () => {
    const { channel, notices } = rig({ "AT+CREG?": `\r\n+CEREG: 5\r\n\r\n+CREG: 0,1\r\n${ok}` });
    assert.deepEqual((await channel.command("AT+CREG?")).lines, ["+CREG: 0,1"]);
    await settled();
    assert.deepEqual(notices, ["+CEREG: 5"]);
  });

  it("lets the list of notices be replaced", async () => {
    const { channel, notices } = rig(
      { ATI: `\r\nRING\r\nHELLO\r\n${ok}` },
      { isUnsolicited: (line) => line === "HELLO" },
    );
    assert.deepEqual((await channel.command("ATI")).lines, ["RING"]);
    await settled();
    assert.deepEqual(notices, ["HELLO"]);
  });

  it("takes NO CARRIER in a command that makes no call, and outside of any, as a notice", async () => {
    const { channel, say, notices } = rig({ "AT+VTS=1": `\r\nNO CARRIER\r\n${ok}` });
    assert.equal((await channel.command("AT+VTS=1")).result, "OK");
    await say("\r\nBUSY\r\n", ok);
    await settled();
    assert.deepEqual(notices, ["NO CARRIER", "BUSY"]);
  });

  it("reads the answer of a question that came after another's result", async () => {
    const { channel, clock, say } = rig();
    const reply = channel.command("AT+VSM=?");
    await settled();
    await say(ok);
    await clock.pass(millis(100));
    await say(`\r\n1,"UNSIGNED PCM",8,0,8000\r\n`, ok);
    assert.deepEqual((await clock.run(reply)).lines, ['1,"UNSIGNED PCM",8,0,8000']);
  });

  it("a question may be answered by nothing", async () => {
    const { channel, clock } = rig({ "AT+VSM=?": ok });
    assert.deepEqual((await clock.run(channel.command("AT+VSM=?"))).lines, []);
  });

  it("a modem of which each answer is 2 s late is in step again, and owes nothing more (L14)", async () => {
    const { channel, clock, say } = rig();
    const late = (text: string) => void clock.sleep(seconds(2)).then(() => say(text));
    const first = assert.rejects(channel.command("AT1", { within: millis(800) }), { code: "serial.timeout" });
    late(ok);
    await clock.run(first);
    const second = channel.command("ATI3");
    // It is asked for a sign of life twice before the first answer comes, and answers all three.
    void clock.sleep(seconds(2)).then(() => say(ok));
    void clock.sleep(seconds(3)).then(() => say(ok));
    void clock.sleep(seconds(6)).then(() => say("\r\nname\r\n", ok));
    assert.deepEqual((await clock.run(second)).lines, ["name"]);
  });

  for (const bad of ["", "AT\rATH", "AT\n", "AT\0", "AT\x1b", "ATDé", `AT${"1".repeat(200)}`]) {
    it(`refuses ${JSON.stringify(bad).slice(0, 20)} as a command`, async () => {
      const { channel, heard } = rig();
      await assert.rejects(channel.command(bad), { code: "serial.bad-command" });
      await assert.rejects(channel.transmit(bad, seconds(1)), { code: "serial.bad-command" });
      await settled();
      assert.equal(heard(), "");
    });
  }

  it("keeps the PIN out of its faults", async () => {
    const { channel } = rig({ 'AT+CPIN="1234"': "\r\nERROR\r\n" });
    await assert.rejects(channel.command('AT+CPIN="1234"'), { message: "The modem answered AT+CPIN=**** with ERROR." });
  });

  describe("after a time-out", () => {
    it("does not take the late result for the next command's", async () => {
      const { channel, clock, say, heard } = rig();
      await clock.run(assert.rejects(channel.command("AT+SLOW", { within: millis(500) }), { code: "serial.timeout" }));
      const next = channel.command("AT+NEXT");
      await settled();
      assert.equal(heard(), "AT+SLOW\rATQ0V1E0\r", "first gets in step");
      await say("\r\nslow words\r\n", "\r\nERROR\r\n", ok);
      await clock.pass(millis(300));
      assert.equal(heard(), "AT+SLOW\rATQ0V1E0\rAT+NEXT\r");
      await say("\r\nnext words\r\n", ok);
      assert.deepEqual(await next, { result: "OK", lines: ["next words"] });
    });

    it("need not probe when the late result came before the next command", async () => {
      const { channel, clock, say, heard } = rig({ "AT+NEXT": ok });
      await clock.run(assert.rejects(channel.command("AT+SLOW", { within: millis(500) }), { code: "serial.timeout" }));
      await say(ok);
      await settled();
      await channel.command("AT+NEXT");
      assert.equal(heard(), "AT+SLOW\rAT+NEXT\r");
    });

    it("keeps asking, and says serial.timeout when the modem stays silent", async () => {
      const { channel, clock, heard, say } = rig();
      await clock.run(assert.rejects(channel.command("AT1"), { code: "serial.timeout" }));
      await clock.run(assert.rejects(channel.command("AT2"), { code: "serial.timeout" }));
      assert.equal(heard(), "AT1\rATQ0V1E0\rATQ0V1E0\rATQ0V1E0\r");
      const third = channel.command("AT3");
      await settled();
      await say(ok);
      await clock.pass(millis(300));
      await say(ok);
      assert.equal((await third).result, "OK");
    });

    it("still passes on what the modem says unasked", async () => {
      const { channel, clock, say, notices } = rig();
      await clock.run(assert.rejects(channel.command("AT1"), { code: "serial.timeout" }));
      const next = assert.rejects(channel.command("AT2"), { code: "serial.timeout" });
      await settled();
      await say("\r\nRING\r\n\r\nNMBR=06\r\n\x10b");
      await clock.run(next);
      assert.deepEqual(notices, ["RING", "NMBR=06", "<DLE>b"]);
    });
  });

  it("says serial.lost to whoever waits when the pipe breaks", async () => {
    const { channel, lose, ended } = rig();
    const waiting = [channel.command("AT1"), channel.command("AT2")];
    await settled();
    lose();
    for (const command of waiting) await assert.rejects(command, { code: "serial.lost" });
    await assert.rejects(channel.command("AT3"), { code: "serial.lost" });
    assert.equal(((await ended) as { code: string }).code, "serial.lost");
  });

  it("says serial.lost when the other side goes away", async () => {
    const { channel, hangUp, ended } = rig();
    await hangUp();
    assert.equal(((await ended) as { code: string }).code, "serial.lost");
    await assert.rejects(channel.command("AT"), { code: "serial.lost" });
  });

  it("ends notices and says serial.closed after close", async () => {
    const { channel, ended } = rig();
    const waiting = assert.rejects(channel.command("AT1"), { code: "serial.closed" });
    await settled();
    await channel.close();
    await waiting;
    assert.equal(await ended, undefined);
    await assert.rejects(channel.command("AT2"), { code: "serial.closed" });
  });

  it("gives the same replies and notices for any cutting of what the modem says", async () => {
    const whole = bytes("ATI\r\r\nabc\r\nRING\r\n␐X\r\nNMBR=06\r\n␐.\r\ndef\r\nOK\r\n␐b\r\nNO CARRIER\r\n");
    await fc.assert(
      fc.asyncProperty(places, async (at) => {
        const { channel, say, notices } = rig();
        const reply = channel.command("ATI");
        await settled();
        for (const chunk of cut(whole, at)) await say(Buffer.from(chunk).toString("latin1"));
        assert.deepEqual(await reply, { result: "OK", lines: ["abc", "def"] });
        await settled();
        assert.deepEqual(notices, ["RING", "<DLE>X NMBR=06", "<DLE>b", "NO CARRIER"]);
        await channel.close();
      }),
      { numRuns: 50 },
    );
  });

  it("survives any bytes, and answers after them", async () => {
    await fc.assert(
      fc.asyncProperty(modemBytes, places, async (noise, at) => {
        const { channel, say } = rig();
        for (const chunk of cut(noise, at)) await say(Buffer.from(chunk).toString("latin1"));
        await say("\r\n\x10.\r\n");
        await settled();
        const reply = channel.command("AT+X");
        await settled();
        await say(`\r\nanswer\r\n${ok}`);
        assert.equal((await reply).lines.at(-1), "answer");
        await channel.close();
      }),
      { numRuns: 100 },
    );
  });
});
