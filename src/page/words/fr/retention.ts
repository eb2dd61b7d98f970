import { plural } from "./plural.ts";

export const retention = {
  intro:
    "Chaque nuit vers 3 heures, l'appareil efface ce qui a passé sa durée. Ce qui est effacé ne revient pas, et le journal dit combien l'a été.",
  messageDays: "Messages, après leur classement",
  messageHint:
    "Un message qui n'est pas classé n'est jamais effacé, ni celui que quelqu'un a choisi de conserver. Sa fiche dit le jour où il le sera.",
  untrimmedDays: "Son d'origine des messages, après leur arrivée",
  untrimmedHint:
    "L'appareil enlève d'un message le silence et les bruits de ligne qui l'entourent. Le son entier reste à côté, pour le cas où un mot y manquerait.",
  callDays: "Qui a appelé, après l'appel",
  callHint:
    "Le numéro et le nom de l'appelant sont effacés. L'heure, la durée et l'issue de l'appel restent : les statistiques ne changent pas. Les appels prouvent vos délais lors d'un audit : gardez-les plus d'un an.",
  days: "jours",
  forEver: "Sans limite",
  effect: (messages: number, calls: number) => {
    const both = [
      ...(messages > 0 ? [plural(messages, "message", "messages")] : []),
      ...(calls > 0 ? [`l'appelant de ${plural(calls, "appel", "appels")}`] : []),
    ];
    return `La nuit prochaine, cela effacera ${both.join(" et ")}.`;
  },
  outOf: (min: number, max: number) => `Entre ${min} et ${max} jours.`,
} as const;
