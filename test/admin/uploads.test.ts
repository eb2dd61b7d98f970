import assert from "node:assert/strict";
import { connect } from "node:net";
import type { Client } from "./client.ts";
import { Rig } from "./rig.ts";

const GIGABYTE = 1024 ** 3;
const MEGABYTE = 1024 ** 2;
/** What the two sockets hold before anyone has read. */
const IN_FLIGHT = 20 * MEGABYTE;
/** Sends two gigabytes, as fast as they are taken, until it is answered. Gives the status and how much was sent. */
function sendTwoGigabytes(
  port: number,
  { path, type, cookie, csrf }: { path: string; type: string; cookie: string | null; csrf: string | null },
): Promise<{ readonly status: number; readonly sent: number }> {
  return new Promise((resolve, reject) => {
    const socket = connect(port, "127.0.0.1");
    const chunk = Buffer.alloc(MEGABYTE, 0x55);
    let sent = 0;
    const pump = () => {
      while (sent < 2 * GIGABYTE && socket.writable) {
        sent += chunk.length;
        if (!socket.write(chunk)) return;
      }
    };
    socket.write(
      `POST ${path} HTTP/1.1\r\nhost: 127.0.0.1\r\ncontent-type: ${type}\r\ncontent-length: ${2 * GIGABYTE}\r\n${
        cookie === null ? "" : `cookie: permanence=${cookie}\r\n`
      }${csrf === null ? "" : `x-csrf: ${csrf}\r\n`}\r\n`,
    );
    socket.on("drain", pump);
    pump();
    let answer = "";
    socket.on("data", (data) => {
      answer += data.toString("latin1");
      const status = /^HTTP\/1\.1 (\d{3})/.exec(answer)?.[1];
      if (status === undefined) return;
      socket.destroy();
      resolve({ status: Number(status), sent });
    });
    // The server hangs up on whoever goes on sending; that its answer was seen first is the point.
    socket.on("error", (error) => reject(new Error(`no answer after ${sent} bytes`, { cause: error })));
    socket.on("close", () => reject(new Error(`no answer after ${sent} bytes`)));
  });
}

describe("Two gigabytes", () => {
  let rig: Rig;
  let boss: Client;
  before(async () => {
    rig = await Rig.open();
    boss = await rig.boss();
  });
  after(() => rig.close());

  const sound = {
    path: "/api/announcements/welcome/fr/sound?urgent=false",
    type: "audio/wav",
  };
  const json = { path: "/api/coverage", type: "application/json" };

  for (const [what, where] of [
    ["as an announcement are refused before they are read", sound],
    ["of JSON are refused before they are read", json],
  ] as const)
    it(what, async () => {
      const { cookie, csrf } = boss;
      const answer = await sendTwoGigabytes(rig.admin.port, { ...where, cookie, csrf });
      assert.equal(answer.status, 413);
      assert.ok(answer.sent <= IN_FLIGHT, `${answer.sent} bytes were taken`);
    });

  it("of someone who is not signed in are not taken at all", async () => {
    const answer = await sendTwoGigabytes(rig.admin.port, { ...sound, cookie: null, csrf: null });
    assert.equal(answer.status, 401);
    assert.ok(answer.sent <= IN_FLIGHT, `${answer.sent} bytes were taken`);
  });

  it("leave the page answering", async () => {
    assert.equal((await boss.raw("today", { query: {} })).status, 200);
  });
});
