import assert from "node:assert/strict";
import { PassThrough, Writable } from "node:stream";
import { outlet, type Stream } from "../../src/app/outlet.ts";

describe("what is said on a standard stream", () => {
  it("goes on when its reader is gone (R4)", async () => {
    const gone = new Writable({ write: (_chunk, _encoding, done) => done(new Error("EPIPE")) });
    const say = outlet(gone as unknown as Stream);
    for (let n = 0; n < 3; n++) {
      say("a line\n");
      await new Promise(setImmediate);
    }
    assert.equal(gone.destroyed, true, "it was the error of a stream, and nobody else's");
  });

  it("is bounded while its reader stands still, and says how much was left out when it reads again", async () => {
    const slow = new PassThrough({ highWaterMark: 1 });
    const say = outlet(slow as unknown as Stream);
    const line = `${"x".repeat(999)}\n`;
    for (let n = 0; n < 1000; n++) say(line);
    assert.ok(slow.writableLength < 300_000, `${slow.writableLength} bytes wait`);
    let read = "";
    slow.on("data", (text) => {
      read += text;
    });
    await new Promise((resolve) => setTimeout(resolve, 50));
    const whole = read.split("\n").filter((each) => each.length === 999).length;
    say("the last\n");
    await new Promise(setImmediate);
    assert.match(read, new RegExp(`\\(${1000 - whole} lines were left out here[^\n]*\nthe last\n$`));
  });
});
