/** Invented names and places; nothing in here exists. */
export const KITCHENS = ["Kitchen", "Table", "Grill", "Bakery", "Noodle Bar", "Café", "Taproom", "Bistro", "Diner", "Smokehouse"];
export const PLACES = [
  "Ebb",
  "Sandbank",
  "Breakwater",
  "Mudlark",
  "Samphire",
  "Lantern",
  "Plover",
  "Kelp",
  "Ferry",
  "Saltmarsh",
  "Curlew",
  "Groyne",
];
export const STREETS = ["Tide Street", "Ropewalk", "Pier Road", "Cockle Row", "Net Loft Lane", "Beacon Hill"];
export const DISHES = [
  "fish pie",
  "crab toast",
  "mussel stew",
  "seaweed bread",
  "smoked eel",
  "whelk fritters",
  "plum tart",
  "beetroot soup",
];
export const OFFERS = [
  "two for one",
  "a free dessert",
  "10 % off",
  "a glass on the house",
  "half price before six",
  "free delivery",
];

export const PASSWORDS = [
  "spring-tide-Lantern-1",
  "neap-tide-Rowing-2",
  "mooring-Post-3",
  "brackish-Water-4",
  "oyster-Catcher-5",
  "harbour-Wall-6",
  "пароль-прилив-7",
  "潮汐-password-8",
];

/** Twelve categories: title, type, and their items; those with `!` at the end are critical. */
export const CHECKLIST: readonly { name: string; type: "foundational" | "ongoing"; icon: string; items: readonly string[] }[] = [
  {
    name: "Be found on the map",
    type: "foundational",
    icon: "🧭",
    items: [
      "Claim the entry!",
      "Check the street address!",
      "Enter the opening hours!",
      "Enter holiday hours!",
      "Choose the right kind of place!",
      "Add the phone number!",
      "Link the menu!",
      "Write a description",
      "Add ten photos!",
      "Answer the questions of guests",
      "Turn on messages",
    ],
  },
  {
    name: "A website that works",
    type: "foundational",
    icon: "🕸️",
    items: [
      "Register the domain!",
      "Put the hours on the first page!",
      "Show the menu as text!",
      "Make it fit a phone!",
      "Add a map",
      "Add a booking form!",
      "Load in three seconds!",
      "Name allergens",
      "Tell the story of the place",
    ],
  },
  {
    name: "Pictures and posts",
    type: "foundational",
    icon: "📷",
    items: [
      "Open an account!",
      "Use one name everywhere!",
      "Post the kitchen at work",
      "Post guests, with leave",
      "Link the booking page!",
      "Plan a month ahead",
    ],
  },
  {
    name: "Order and deliver",
    type: "foundational",
    icon: "🛵",
    items: ["Offer pick-up!", "Choose a courier!", "Print the prices of delivery"],
  },
  {
    name: "Letters to guests",
    type: "foundational",
    icon: "✉️",
    items: ["Collect addresses with consent!", "Write a welcome letter!", "Offer to leave the list"],
  },
  {
    name: "Guests who come back",
    type: "foundational",
    icon: "🔁",
    items: ["Give stamps for visits!", "Thank for the tenth visit", "Know birthdays"],
  },
  {
    name: "The neighbourhood",
    type: "foundational",
    icon: "🏘️",
    items: [
      "Meet the neighbours!",
      "Join the market!",
      "Cook for the school fair",
      "Put up a sign at the corner!",
      "Swap cards with the hotel!",
      "Sponsor a team",
    ],
  },
  {
    name: "Every week",
    type: "ongoing",
    icon: "📆",
    items: [
      "Post three times!",
      "Answer every review!",
      "Change the board",
      "Count the bookings",
      "Photograph the special",
      "Thank a regular",
      "Check the stock of cards",
    ],
  },
  {
    name: "Reviews",
    type: "ongoing",
    icon: "⭐",
    items: ["Ask happy guests!", "Answer within two days!", "Learn from the worst one"],
  },
  { name: "Campaigns", type: "ongoing", icon: "📣", items: ["Run one at a time!", "Measure what it brought"] },
  {
    name: "Figures",
    type: "ongoing",
    icon: "📈",
    items: [
      "Compare with last month!",
      "Know the best day",
      "Know the best dish",
      "Know the cost of a guest",
      "Set next month's goal",
    ],
  },
  { name: "Upkeep", type: "ongoing", icon: "🔧", items: ["Try the booking form", "Look for dead links", "Renew the domain"] },
];
