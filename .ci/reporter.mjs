import Mocha from "mocha";

/** Mocha's own report, and then the count in one plain line. */
export default class extends Mocha.reporters.Spec {
  epilogue() {
    super.epilogue();
    console.log(`${this.stats.passes} passed, ${this.stats.failures} failed`);
  }
}
