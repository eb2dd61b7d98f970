import assert from "node:assert/strict";
import { open } from "node:fs/promises";
import { type PolledPort, ttyOf } from "../../src/serial/tty.ts";

describe("a tty", () => {
  /** A poller that nobody may ask. */
  const poller = (why: string): PolledPort["poller"] => ({ on: () => undefined, poll: () => assert.fail(why) });

  it("takes a read of nothing for a modem unplugged while it talked, instead of reading on at full load", async () => {
    const nothing = await open("/dev/null");
    const tty = ttyOf({ fd: nothing.fd, poller: poller("there is nothing to wait for") });
    await assert.rejects(tty.read(Buffer.alloc(8)), /unplugged/);
    await nothing.close();
  });

  it("does not ask the poller of a port that was closed meanwhile", async () => {
    const tty = ttyOf({ fd: null, poller: poller("it is freed") });
    await assert.rejects(tty.read(Buffer.alloc(8)), /closed/);
    await assert.rejects(tty.write(Uint8Array.of(1)), /closed/);
  });
});
