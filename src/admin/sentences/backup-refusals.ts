import type { FaultCode } from "../../kernel/fault.ts";

/** Why a backup is not made, or not put back; see `refusals.ts`. */
export const backupRefusals = {
  "backup-busy": [
    422,
    "Une sauvegarde est déjà en cours, ou une restauration.",
    "A backup is being made or restored already.",
  ],
  "backup-no-room": [
    422,
    "Il n’y a pas assez de place sur le disque de l’appareil.",
    "There is not enough room on the appliance's disk.",
  ],
  "backup-too-large": [
    422,
    "Ce fichier est plus grand que toute sauvegarde. Vérifiez que c’est le bon.",
    "This file is larger than any backup. Check that it is the right one.",
  ],
  "backup-needs-password": [
    422,
    "Cette sauvegarde est chiffrée. Donnez son mot de passe.",
    "This backup is encrypted. Give its password.",
  ],
  "backup-wrong-password": [
    422,
    "Ce n’est pas le mot de passe de cette sauvegarde.",
    "This is not the password of this backup.",
  ],
  "not-a-backup": [
    422,
    "Ce fichier n’est pas une sauvegarde de Permanence. Leur nom finit par .tar ou .tar.age.",
    "This file is no backup of Permanence. Their names end with .tar or .tar.age.",
  ],
  "backup-damaged": [
    422,
    "Cette sauvegarde est abîmée ou incomplète. Rien n’a été remplacé ; essayez-en une autre.",
    "This backup is damaged or not complete. Nothing was replaced; try another one.",
  ],
  "backup-newer": [
    422,
    "Cette sauvegarde vient d’une version plus récente. Mettez d’abord cet appareil à jour.",
    "This backup was made by a newer release. Update this appliance first.",
  ],
  "backup-gone": [
    422,
    "Le fichier n’est pas arrivé en entier, ou n’est plus là. Choisissez-le à nouveau.",
    "The file did not arrive as a whole, or is gone. Choose it again.",
  ],
  "backup-no-restart": [
    422,
    "Cet appareil ne peut pas redémarrer de lui-même. Restaurez avec « permanence restore ».",
    "This appliance can't start again by itself. Restore with “permanence restore”.",
  ],
} as const;

export const backupFaults: { readonly [C in FaultCode]?: keyof typeof backupRefusals } = {
  "backup.busy": "backup-busy",
  "backup.no-room": "backup-no-room",
  "backup.too-large": "backup-too-large",
  "backup.needs-password": "backup-needs-password",
  "backup.wrong-password": "backup-wrong-password",
  "backup.not-a-backup": "not-a-backup",
  "backup.damaged": "backup-damaged",
  "backup.newer": "backup-newer",
  "backup.no-restore": "backup-gone",
  "backup.incomplete": "backup-gone",
  "backup.gap": "backup-gone",
  "backup.not-checked": "backup-gone",
  "backup.no-restart": "backup-no-restart",
};
