import type { ChecklistType } from "@causeway/contract";

/** Title, description, and `critical` for what everything else builds on. */
type Item = readonly [title: string, description: string, weight?: "critical"];

interface StartingCategory {
  name: string;
  description: string;
  icon: string;
  type: ChecklistType;
  items: readonly Item[];
}

/** The checklist that a new platform starts with. */
export const STARTING_CONTENT: readonly StartingCategory[] = [
  {
    name: "Be found",
    description: "Guests look you up before they come. Make sure they find the truth.",
    icon: "map-pin",
    type: "foundational",
    items: [
      ["Claim your place on the map services", "Whoever has not claimed it can be edited by anybody.", "critical"],
      ["Check that opening hours are the same everywhere", "Also for public holidays: set them a year ahead.", "critical"],
      ["Put the phone number where a thumb can press it", "Most people who look you up stand on a pavement.", "critical"],
      ["Choose the two or three categories that fit best", "They decide for which searches you appear."],
      ["Write a description in your own words", "What you cook, for whom, and why they should come."],
      ["Mark what people ask about on the phone", "Parking, steps at the door, high chairs, dogs, cards."],
      ["Remove places that are no longer yours", "An old address that still shows sends guests to a closed door."],
    ],
  },
  {
    name: "Show the food",
    description: "Pictures sell the table before the menu does.",
    icon: "camera",
    type: "foundational",
    items: [
      ["Photograph ten dishes in daylight", "From a seated guest's height, near a window, no flash.", "critical"],
      ["Photograph the room when it is full", "An empty room looks like a warning."],
      ["Photograph the door from across the street", "So that people recognise it when they arrive."],
      ["Replace pictures older than two years", "Menus change; a dish that is gone disappoints."],
      ["Ask before you show a guest's face", "A short yes by message is enough; keep it."],
    ],
  },
  {
    name: "The menu online",
    description: "The most read page you have.",
    icon: "book-open",
    type: "foundational",
    items: [
      ["Publish the menu as a page, not as a scan", "A scan cannot be read by search engines or by screen readers.", "critical"],
      ["Show prices", "Where they are missing, people assume the worst.", "critical"],
      ["Name allergens dish by dish", "In many places the law asks for it; guests always do.", "critical"],
      ["Mark what is vegetarian and vegan", "One person in the group decides where the group goes."],
      ["Keep one menu and link to it everywhere", "Five copies are five chances to be wrong."],
    ],
  },
  {
    name: "Booking and ordering",
    description: "From wanting a table to having one, in under a minute.",
    icon: "calendar-check",
    type: "foundational",
    items: [
      ["Let guests book without calling", "Half of all bookings are made when you are closed.", "critical"],
      ["Confirm every booking at once", "With date, time, number of people and the way to cancel.", "critical"],
      ["Remind guests on the day before", "Fewer empty tables; make cancelling easy."],
      ["Put the order button where you earn most", "Your own page first, services that take a share after it."],
      ["Try your own booking on an old phone", "Once from start to end, as a stranger would."],
    ],
  },
  {
    name: "Know your guests",
    description: "A list you own is worth more than followers you rent.",
    icon: "users",
    type: "foundational",
    items: [
      ["Ask for a phone number with every booking", "It is the one thing you need to invite somebody back.", "critical"],
      ["Write down how guests agreed to hear from you", "When, where and to what. Without it, send nothing.", "critical"],
      ["Keep the list in one place", "One table with name, number and last visit; not three notebooks."],
      ["Mark who has not been here for a month", "They already like you: they are the easiest to win."],
      ["Take off everybody who asks to be", "At once, everywhere, without asking why.", "critical"],
    ],
  },
  {
    name: "Your own page",
    description: "The only address that nobody can take from you.",
    icon: "globe",
    type: "foundational",
    items: [
      ["Own the domain yourself", "Not the agency, not a former partner: check who is named.", "critical"],
      ["Say what, where and when on the first screen", "Nobody should have to scroll for the address."],
      ["Make it quick on a phone", "Under three seconds on a slow connection."],
      ["Say who is behind it", "A name and a face; the legal notice where it is required."],
    ],
  },
  {
    name: "Reviews",
    description: "What strangers say about you is read more than what you say.",
    icon: "star",
    type: "foundational",
    items: [
      ["Collect all places where you are reviewed", "Three or four matter; know which.", "critical"],
      ["Get a message for every new review", "An answer after a week is an answer too late."],
      ["Write down how you answer", "Thank, take it seriously, never argue; who answers when you are away."],
      ["Ask happy guests on the way out", "A card with the address is enough. Never pay for it."],
    ],
  },
  {
    name: "Every day",
    description: "Five minutes before the doors open.",
    icon: "sun",
    type: "ongoing",
    items: [
      ["Check the bookings of today and tomorrow", "Large tables, birthdays, allergies: tell the kitchen.", "critical"],
      ["Take what is sold out off the menu", "Online as well as on the board."],
      ["Answer messages from last night", "Wherever they came in."],
    ],
  },
  {
    name: "Every week",
    description: "Small things, always.",
    icon: "repeat",
    type: "ongoing",
    items: [
      ["Answer every new review", "The good ones too, in one line.", "critical"],
      ["Post one picture of this week's special", "Good light, one sentence, the price."],
      ["Invite back who was not here for a month", "One message, one offer, one code."],
      ["Look at what last week's campaign brought in", "Guests, not clicks."],
      ["Add new guests to the list", "With the day on which they agreed."],
    ],
  },
  {
    name: "Every month",
    description: "An hour with the figures.",
    icon: "bar-chart",
    type: "ongoing",
    items: [
      ["Compare with the month before", "New guests, guests who came back, what each cost you.", "critical"],
      ["End campaigns that bring nobody", "Put their money where it works."],
      ["Read the ten worst reviews again", "What keeps coming back is worth repairing."],
      ["Check the opening hours of next month", "Holidays, events next door, your own days off."],
    ],
  },
  {
    name: "Every season",
    description: "Four times a year, step back.",
    icon: "leaf",
    type: "ongoing",
    items: [
      ["Renew the menu on every platform", "And the pictures with it.", "critical"],
      ["Plan the campaigns of the season", "Three dates, three offers, who prepares them."],
      ["Invite your neighbours", "Offices, clubs, hotels within ten minutes on foot."],
      ["Eat at your own place as a guest", "Book, arrive, order, pay. Write down what you noticed."],
    ],
  },
  {
    name: "Every year",
    description: "What nobody thinks of until it hurts.",
    icon: "shield",
    type: "ongoing",
    items: [
      ["Renew the domain and the certificates", "And write down where, with which account.", "critical"],
      ["Go through who may sign in where", "Former staff, former agencies; one factor more for each account.", "critical"],
      ["Take guests off the list who never came back", "After two years without a visit, let them go."],
    ],
  },
];
