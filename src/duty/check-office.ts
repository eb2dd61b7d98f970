import { ofWhom } from "../kernel/french-of.ts";
import { checkReferences } from "./check-references.ts";
import { checkTimes } from "./check-times.ts";
import { knowsHolidays, rulesOf } from "./holidays.ts";
import { type Office, type Role, roles } from "./office.ts";
import { type Problem, problem } from "./problem.ts";

/**
 * What is hardly meant in an office that its schema accepts: names of people who are not there, times that never
 * come, things that contradict each other. The schedule answers all the same: such entries have no effect, or the
 * effect that their problem's sentence tells. Empty when all is well.
 */
export function checkOffice(office: Office): readonly Problem[] {
  return [
    ...checkReferences(office),
    ...checkTimes(office),
    ...checkPeople(office),
    ...checkRoles(office),
    ...checkWhole(office),
    ...checkHolidays(office),
  ];
}

const tasks: Readonly<Record<Role, Problem["sentence"]>> = {
  "plans-duty": { en: "plan the duty", fr: "planifier la permanence" },
  answers: { en: "answer", fr: "répondre au téléphone" },
  "on-call": { en: "be on call", fr: "assurer l’astreinte" },
  "follows-up": { en: "follow up on messages", fr: "suivre les messages" },
  quality: { en: "watch over quality", fr: "veiller à la qualité" },
};

/** One sentence for all. Where there are no people at all, others say enough. */
function checkRoles({ people }: Office): readonly Problem[] {
  const unfilled = roles.filter((role) => people.every((person) => !person.roles.includes(role)));
  if (people.length === 0 || unfilled.length === 0) return [];
  const [en, fr] = (["en", "fr"] as const).map((language) => unfilled.map((role) => tasks[role][language]).join(", "));
  return [problem("people", `Nobody is designated to: ${en} (G20).`, `Personne n’est désigné pour : ${fr} (G20).`)];
}

function checkPeople({ people, blocked, callers }: Office): readonly Problem[] {
  const found: Problem[] = [];
  const owners = new Map<string, string>();
  people.forEach(({ name, numbers }, i) => {
    if (numbers.length === 0)
      found.push(
        problem(
          `people[${i}].numbers`,
          `${name} has no number and is never rung.`,
          `${name} n’a pas de numéro : son téléphone ne sonne jamais.`,
        ),
      );
    numbers.forEach((number, n) => {
      const where = `people[${i}].numbers[${n}]`;
      const owner = owners.get(number);
      if (owner !== undefined)
        found.push(
          problem(
            where,
            `${number} is also a number of ${owner}: it is rung once in a call, for one of them.`,
            `${number} est aussi un numéro ${ofWhom(owner)} : il ne sonne qu’une fois par appel, pour l’un des deux.`,
          ),
        );
      else owners.set(number, name);
      if (blocked.includes(number))
        found.push(
          problem(
            where,
            `${number} is blocked: calls that ${name} makes from it are not answered.`,
            `${number} est bloqué : les appels ${ofWhom(name)} depuis ce numéro restent sans réponse.`,
          ),
        );
    });
  });
  const known = callers.flatMap(({ name, number, otherNumbers = [] }, i) =>
    [number, ...otherNumbers].map((each, n) => ({
      name,
      number: each,
      where: n === 0 ? `callers[${i}].number` : `callers[${i}].otherNumbers[${n - 1}]`,
    })),
  );
  known.forEach(({ name, number, where }) => {
    if (blocked.includes(number))
      found.push(
        problem(
          where,
          `${number} of ${name} is blocked: their calls are not answered.`,
          `${number} (${name}) est bloqué : ses appels restent sans réponse.`,
        ),
      );
  });
  return found;
}

function checkWhole({ hours, rota, menu }: Office): readonly Problem[] {
  const found: Problem[] = [];
  if (hours.length === 0)
    found.push(
      problem(
        "hours",
        "There are no duty hours: the office is always closed.",
        "Il n’y a pas d’heures de permanence : l’agence est toujours fermée.",
      ),
    );
  else if (!rota.some(({ service }) => service === "duty"))
    found.push(
      problem(
        "rota",
        "Nobody is ever on duty: in duty hours every call goes to the answering machine.",
        "Personne n’est jamais de permanence : aux heures de permanence, chaque appel va au répondeur.",
      ),
    );
  menu.forEach(({ key, label }, i) => {
    if (menu.findIndex((other) => other.key === key) !== i)
      found.push(
        problem(
          `menu[${i}].key`,
          `Key ${key} is there twice: only "${label}", the later one, counts.`,
          `La touche ${key} est là deux fois : seule « ${label} », la dernière, compte.`,
        ),
      );
  });
  return found;
}

function checkHolidays({ country, region, closedOnHolidays, workedHolidays }: Office): readonly Problem[] {
  if (!closedOnHolidays) return [];
  if (!knowsHolidays(country))
    return [
      problem(
        "country",
        `No public holidays are known for the country ${country}.`,
        `Les jours fériés du pays ${country} ne sont pas connus.`,
      ),
    ];
  if (!knowsHolidays(country, region))
    return [
      problem(
        "region",
        `${country} has no region "${region}" with public holidays of its own.`,
        `${country} n’a pas de région « ${region} » avec ses propres jours fériés.`,
      ),
    ];
  if (workedHolidays.length === 0) return [];
  const known = rulesOf(country, region);
  return workedHolidays.flatMap((rule, i) =>
    known.has(rule)
      ? []
      : [
          problem(
            `workedHolidays[${i}]`,
            `"${rule}" is to be worked, but is no public holiday of this region: it changes nothing.`,
            `« ${rule} » est noté comme travaillé, mais n’est pas un jour férié de cette région : il ne change rien.`,
          ),
        ],
  );
}
