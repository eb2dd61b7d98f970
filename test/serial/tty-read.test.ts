import assert from "node:assert/strict";
import { open } from "node:fs/promises";
import { readTty } from "../../src/serial/tty-read.ts";

describe("reading a tty", () => {
  it("takes a read of nothing for a modem unplugged while it talked, instead of reading on at full load", async () => {
    const nothing = await open("/dev/null");
    const poller = { once: () => assert.fail("there is nothing to wait for") };
    await assert.rejects(readTty({ fd: nothing.fd, poller }, Buffer.alloc(8)), /unplugged/);
    await nothing.close();
  });

  it("does not ask the poller of a port that was closed meanwhile", async () => {
    const poller = { once: () => assert.fail("it is freed") };
    await assert.rejects(readTty({ fd: null, poller }, Buffer.alloc(8)), /closed/);
  });
});
