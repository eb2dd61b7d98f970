import assert from "node:assert/strict";
import { X509Certificate } from "node:crypto";
import { mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { get } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { certificateFor } from "../../src/admin/server/certificate.ts";
import { systemClock } from "../../src/kernel/clock.ts";
import { instant, minutes } from "../../src/kernel/units.ts";
import { gate } from "../kit/gate.ts";
import { CALL } from "./parts-of.ts";
import { MONDAY, Rig } from "./rig.ts";

const DAY = 24 * 60;

describe("the server", () => {
  it("answers who reads while the disk is slow to write", async () => {
    const rig = await Rig.open();
    const boss = await rig.boss();
    await rig.call(CALL, MONDAY);
    const { opened, open } = gate();
    const slow = rig.store.transaction(() => opened);
    await boss.ask("today", { query: {} });
    await boss.ask("calls", { query: {} });
    await boss.ask("messages", { query: {} });
    await boss.ask("statistics", { query: {} });
    const marked = boss.ask("absenceOn", { body: { until: MONDAY + 1000 } });
    await boss.ask("plan", { query: {} });
    open();
    await slow;
    await marked;
    await rig.close();
  });

  it("speaks https with a certificate of its own, kept for the next start, and a cookie for https alone", async () => {
    const rig = await Rig.open({ https: { files: null }, mdns: null });
    const cert = await readFile(join(rig.folder, "tls", "certificate.pem"), "utf8");
    const url = `https://127.0.0.1:${rig.admin.port}/api/health`;
    const text = await new Promise<string>((resolve, reject) => {
      get(url, { ca: cert }, (response) => {
        let body = "";
        response.on("data", (chunk) => {
          body += chunk;
        });
        response.on("end", () => resolve(body));
      }).on("error", reject);
    });
    assert.equal(text, '{"ok":true}');
    assert.equal((await stat(join(rig.folder, "tls", "key.pem"))).mode & 0o077, 0, "nobody else reads the key");

    const settings = { files: null };
    const again = await certificateFor(settings, rig.folder, "permanence", rig.clock);
    assert.equal(again.cert, cert);
    rig.clock.pass(minutes(780 * DAY));
    const renewed = await certificateFor(settings, rig.folder, "permanence", rig.clock);
    assert.notEqual(renewed.cert, cert);
    assert.match(new X509Certificate(renewed.cert).subjectAltName ?? "", /permanence\.local/);
    await writeFile(join(rig.folder, "tls", "certificate.pem"), "half a certif");
    assert.match((await certificateFor(settings, rig.folder, "permanence", rig.clock)).cert, /BEGIN CERTIFICATE/);
    const files = { certificate: join(rig.folder, "none.pem"), key: join(rig.folder, "none.key") };
    await assert.rejects(certificateFor({ files }, rig.folder, "x", rig.clock), { code: "admin.certificate" });
    await rig.close();
  });

  it("makes a certificate of 1970 for browsers whose clocks are right, and keeps one whatever a wrong clock says", async () => {
    const folder = await mkdtemp(join(tmpdir(), "certificate-"));
    const at = (time: number) => ({ ...systemClock, now: () => instant(time) });
    const settings = { files: null };
    const [unset, now, ahead] = [at(60_000), at(Date.UTC(2026, 10, 28)), at(Date.UTC(2029, 10, 28))];
    const made = await certificateFor(settings, folder, "permanence", unset, false);
    const { validFrom, validTo } = new X509Certificate(made.cert);
    assert.ok(
      Date.parse(validFrom) < now.now() && Date.parse(validTo) > now.now() + 300 * DAY,
      `${validFrom} to ${validTo}`,
    );
    assert.equal((await certificateFor(settings, folder, "permanence", now)).cert, made.cert);
    assert.equal((await certificateFor(settings, folder, "permanence", ahead, false)).cert, made.cert);
    const tooLate = await certificateFor(settings, folder, "permanence", ahead);
    assert.notEqual(tooLate.cert, made.cert);
    assert.notEqual((await certificateFor(settings, folder, "permanence", now)).cert, tooLate.cert, "not valid yet");
    await rm(folder, { recursive: true });
  });

  it("says when its port is taken", async () => {
    const rig = await Rig.open();
    await assert.rejects(Rig.open({ port: rig.admin.port }), { code: "admin.port" });
    await rig.close();
  });
});
