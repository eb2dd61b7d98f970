import { readFile, writeFile } from "node:fs/promises";
import { decodeText } from "../../admin/sheet/decode-text.ts";
import { closureWordsProblem, textsOfClosure } from "../../announcements/closure-words.ts";
import { valueProblems, valueSentence } from "../../announcements/text-values.ts";
import { checkOffice } from "../../duty/check-office.ts";
import { doubtfulNumbers } from "../../duty/doubtful-numbers.ts";
import type { Office } from "../../duty/office.ts";
import { parseOffice } from "../../duty/parse-office.ts";
import { Fault } from "../../kernel/fault.ts";
import { mustBeConsistent } from "../../store/office-check.ts";
import { readConfig } from "../config.ts";
import { consoleLog } from "../console-log.ts";
import { harmlessJson } from "../harmless.ts";
import { dataFolder, inside } from "../paths.ts";
import { type CommonOptions, operator, print, withStore } from "../terminal.ts";

interface ImportOptions extends CommonOptions {
  readonly dryRun?: boolean;
  readonly sure?: boolean;
}

/** Replaces people, duty and all that the office decides by a file: all of it, or nothing when it can't be used. */
export async function importOffice(file: string, options: ImportOptions): Promise<void> {
  const office = parseOffice(parseJson(file, await readText(file)));
  mustBeConsistent(office);
  for (const { key, information = "" } of office.menu)
    for (const problem of valueProblems("menu", information))
      throw new Fault("app.bad-text", `The information of key ${key}: ${valueSentence(problem).en}`);
  for (const closure of office.closures)
    for (const problem of textsOfClosure(closure).map(closureWordsProblem))
      if (problem)
        throw new Fault(
          "app.bad-text",
          `What callers hear of the closure ${closure.id}: ${problem.what === "silent" ? "there is nothing in it that can be said." : valueSentence(problem).en}`,
        );
  if (!options.sure) await refuseDoubtful(office, options);
  const problems = checkOffice(office);
  if (!options.dryRun)
    await withStore(options, async (store) => {
      await store.office.replace(office, operator());
      await store.example.replaced(operator());
    });
  print(options, { imported: !options.dryRun, problems }, () => [
    `${options.dryRun ? "Can be imported" : "Imported"}: ${office.name}, ${office.people.length} people, ${office.rota.length} lines of the rota.`,
    ...(problems.length === 0 ? [] : ["To put right:"]),
    ...problems.map(({ where, sentence }) => `  ${where}: ${sentence.en}`),
  ]);
}

/** Numbers that hardly anybody means to have called. Fault `app.doubtful-number`. */
async function refuseDoubtful(office: Office, options: CommonOptions): Promise<void> {
  const { lines } = await readConfig(inside(dataFolder(options.data)).config, consoleLog("warn"));
  const doubts = doubtfulNumbers(
    office,
    lines.map(({ number }) => number),
  );
  if (doubts.length === 0) return;
  const said = doubts.map(({ where, sentence }) => `${where}: ${sentence.en}`).join(" ");
  throw new Fault("app.doubtful-number", `${said} With --sure it is taken all the same.`);
}

/** Whatever editor wrote it. */
const readText = async (file: string): Promise<string> => {
  const bytes = await readFile(file).catch((thrown) => {
    throw new Fault("app.no-file", `${file} can't be read.`, thrown);
  });
  return decodeText(bytes);
};

/** The mark that some editors of Windows put first is no part of the text. */
function parseJson(file: string, text: string): unknown {
  try {
    return JSON.parse(text.replace(/^\ufeff/, ""));
  } catch (thrown) {
    throw new Fault("app.not-json", `${file} is not JSON.`, thrown);
  }
}

/** Writes the same file that `import` reads. */
export const exportOffice = (file: string | undefined, options: CommonOptions): Promise<void> =>
  withStore(options, async (store) => {
    const text = `${harmlessJson(JSON.stringify(await store.office.read(), null, 2))}\n`;
    if (file === undefined) {
      process.stdout.write(text);
      return;
    }
    await writeFile(file, text, { flag: "wx" }).catch((thrown) => {
      throw new Fault("app.not-saved", `${file} could not be written.`, thrown);
    });
    print(options, { file }, () => [`Written to ${file}`]);
  });
