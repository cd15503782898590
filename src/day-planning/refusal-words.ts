/** Why an appointment was not saved as typed, and what one can do. */
export const REFUSALS = {
  same: 'Ce patient a déjà ce rendez-vous ce jour-là, à cette heure.',
  taken:
    'Un autre rendez-vous au cabinet occupe ce moment. Changez l’heure, ou cochez la case pour donner les deux.',
  outdated:
    'Quelqu’un a changé ou annulé ce rendez-vous pendant que vous l’écriviez. Rien n’a été enregistré. Votre saisie est intacte.',
  begun: 'Ce passage a commencé, il ne peut plus changer de jour ni être annulé.',
} as const
