import assert from "node:assert/strict";
import { access } from "node:fs/promises";
import { join, resolve } from "node:path";
import sinon from "sinon";
import { dataFolder, inside, projectRoot, simulatedPort } from "../../src/app/paths.ts";

describe("paths", () => {
  afterEach(() => sinon.restore());

  it("find the project's own folder from the build", async () => {
    await access(join(projectRoot, "package.json"));
    await access(join(projectRoot, "audio", "fr"));
  });

  it("of the data are those asked for, then those of the environment, then var/", () => {
    sinon.stub(process, "env").value({ PERMANENCE_DATA: "/srv/permanence" });
    assert.equal(dataFolder("here"), resolve("here"));
    assert.equal(dataFolder(), "/srv/permanence");
    sinon.stub(process, "env").value({});
    assert.equal(dataFolder(), join(projectRoot, "var"));
  });

  it("keep all of one appliance in its folder", () => {
    for (const path of Object.values(inside("/data"))) assert.ok(path.startsWith("/data/"));
    assert.equal(simulatedPort("/data", "line-2"), "/data/simulator/line-2.tty");
  });
});
