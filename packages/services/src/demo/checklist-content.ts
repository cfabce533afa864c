import type { ChecklistType } from "@causeway/contract";

interface CategoryContent {
  name: string;
  description: string;
  icon: string;
  type: ChecklistType;
  /** Title, and whether the item is critical. */
  items: [title: string, isCritical: boolean][];
}

/** The checklist of the demo data. */
export const CHECKLIST_CONTENT: CategoryContent[] = [
  {
    name: "Be found",
    description: "Guests look you up before they come. Make sure they find the truth.",
    icon: "map-pin",
    type: "foundational",
    items: [
      ["Claim your place on the map services", true],
      ["Check that opening hours are the same everywhere", true],
      ["Put the phone number where a thumb can press it", false],
      ["Add the three dishes you are known for", false],
    ],
  },
  {
    name: "Show the food",
    description: "Pictures sell the table before the menu does.",
    icon: "camera",
    type: "foundational",
    items: [
      ["Photograph ten dishes in daylight", true],
      ["Photograph the room when it is full", false],
      ["Replace pictures older than two years", false],
    ],
  },
  {
    name: "Know your guests",
    description: "A list you own is worth more than followers you rent.",
    icon: "users",
    type: "foundational",
    items: [
      ["Ask for a phone number with every booking", true],
      ["Write down how guests agreed to hear from you", true],
      ["Mark who has not been here for a month", false],
    ],
  },
  {
    name: "Every week",
    description: "Small things, always.",
    icon: "repeat",
    type: "ongoing",
    items: [
      ["Answer every new review", true],
      ["Post one picture of this week's special", false],
      ["Look at what last week's campaign brought in", false],
    ],
  },
  {
    name: "Every season",
    description: "Four times a year, step back.",
    icon: "leaf",
    type: "ongoing",
    items: [
      ["Renew the menu on every platform", true],
      ["Invite back the guests who stopped coming", false],
    ],
  },
];
