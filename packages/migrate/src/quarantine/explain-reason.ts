import { reasonText } from "../report/reasons.ts";

export interface ReasonExplanation {
  /** What the reason means, in plain words. */
  meaning: string;
  /** What can be done. */
  advice: string;
}

const AT_A_LOSS = "Correct the marked value and retry, or leave the row out and say why.";

const EXPLANATIONS: Record<string, ReasonExplanation> = {
  "missing-text": {
    meaning: "A text that says who the row is, such as an e-mail address, is NULL in the old database.",
    advice: "Correct the marked value and retry; if nobody can tell what belongs there, leave the row out.",
  },
  "password-hash-cost": {
    meaning: "The password hash asks for so much work that checking it would stop the server for everybody else.",
    advice: "Set the hash to NULL and retry: the account is imported, and its owner sets a new password by mail.",
  },
  "dangling-reference": {
    meaning: "The row belongs to another row that does not exist, or that stands in quarantine itself, and cannot be without it.",
    advice:
      "Import the other row first and retry, or correct the marked value; if the other row is gone for good, leave this one out.",
  },
  "unusable-id": {
    meaning: "The column with the row's id holds NULL or something that no id can be. Old clients could not ask for it either.",
    advice: "Leave the row out. If its content matters, give it an id in the old database and import again.",
  },
  "repeated-id": {
    meaning: "Several rows of the old table have the same id; the first of them was imported under it.",
    advice:
      "Give the row an id of its own in the old database and import again, or leave it out because it is the same thing twice.",
  },
  "id-taken": {
    meaning: "The new side has given this old id to a row of its own since the last import.",
    advice: "If the old system still writes, stop it; then give the row another id there and import again, or leave it out.",
  },
  "values-taken": {
    meaning: "A row that was made on the new side has the values that only one row may have.",
    advice: "Change the other row here or correct the marked values, then retry; or leave this one out.",
  },
  "duplicate-values": {
    meaning: "Two old rows have the values that only one row may have; the other one was imported.",
    advice: "Correct the marked values and retry, or leave this one out because it is the same thing twice.",
  },
  "refused-by-database": {
    meaning: "The database does not take the row, for a reason that no rule foresaw.",
    advice: "Look for a value that is extraordinarily long or strange, correct it and retry; or leave the row out.",
  },
};

/** Why a row stands in quarantine, and what somebody can do about it. */
export function explainReason(reason: string): ReasonExplanation {
  return EXPLANATIONS[reason] ?? { meaning: reasonText(reason), advice: AT_A_LOSS };
}
