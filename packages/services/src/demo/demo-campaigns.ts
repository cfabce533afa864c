import type { CampaignStatus } from "@causeway/contract";

interface DemoAd {
  type: "ad";
  item: string;
  copy: { headline: string; text: string };
  budgetMinor: number;
}

interface DemoSms {
  type: "sms";
  template?: string;
}

export type DemoCampaign = (DemoAd | DemoSms) & {
  name: string;
  status: CampaignStatus;
  offer: string;
  promoCode: string;
  /** When it was made. */
  ageDays: number;
  /** For one that is scheduled: how soon. */
  startsInDays?: number;
  failure?: string;
};

/** One of every state, so that every screen has something to show. */
export const DEMO_CAMPAIGNS: DemoCampaign[] = [
  {
    type: "ad",
    name: "Oyster hour, weekdays",
    status: "active",
    item: "Oysters",
    offer: "Half a dozen for the price of three, five to six",
    promoCode: "OYSTER",
    copy: {
      headline: "Oysters at five",
      text: "Half a dozen for the price of three, Monday to Friday, five to six. Show code OYSTER at the bar.",
    },
    budgetMinor: 2500,
    ageDays: 26,
  },
  {
    type: "sms",
    name: "We miss you: a glass on the house",
    status: "active",
    offer: "A glass of our house white is on us this month.",
    promoCode: "GLASS",
    ageDays: 12,
  },
  {
    type: "ad",
    name: "Sunday roast for four",
    status: "active",
    item: "Sunday roast",
    offer: "A roast for four at the price of three",
    promoCode: "ROAST",
    copy: {
      headline: "Sunday, all four of you",
      text: "A roast for four at the price of three, every Sunday from noon. Show code ROAST when you book.",
    },
    budgetMinor: 4000,
    ageDays: 5,
  },
  {
    type: "ad",
    name: "New autumn menu",
    status: "completed",
    item: "The autumn menu",
    offer: "A first course with every main",
    promoCode: "AUTUMN",
    copy: {
      headline: "Autumn has come to the kitchen",
      text: "Celeriac, quince and the last of the plaice. A first course with every main. Show code AUTUMN.",
    },
    budgetMinor: 3000,
    ageDays: 40,
  },
  {
    type: "sms",
    name: "Quiz night reminder",
    status: "paused",
    offer: "Thursday is quiz night: a free table snack for teams of four.",
    promoCode: "QUIZ",
    template: "Hi {name}, {offer} Show code {code} at {restaurant}.",
    ageDays: 18,
  },
  {
    type: "ad",
    name: "Christmas parties",
    status: "draft",
    item: "Christmas parties",
    offer: "Ten guests for the price of nine",
    promoCode: "TENTH",
    copy: {
      headline: "Ten at the table, nine on the bill",
      text: "Book the long room in December. Ten guests for the price of nine. Show code TENTH.",
    },
    budgetMinor: 10_000,
    ageDays: 1,
  },
  {
    type: "sms",
    name: "Harbour day: chowder for early guests",
    status: "scheduled",
    offer: "Harbour day: a cup of chowder for the first fifty guests.",
    promoCode: "CHOWDER",
    ageDays: 2,
    startsInDays: 9,
  },
  {
    type: "ad",
    name: "Terrace opening",
    status: "failed",
    item: "The terrace",
    offer: "A spritz with every lunch",
    promoCode: "SPRITZ",
    copy: { headline: "The terrace is open", text: "A spritz with every lunch outside. Show code SPRITZ." },
    budgetMinor: 1500,
    ageDays: 9,
    failure: "The ad service refused it: the account has no way to pay.",
  },
  {
    type: "sms",
    name: "Winter thank-you",
    status: "completed",
    offer: "Thank you for a good winter: pudding is on us until the end of the month.",
    promoCode: "PUDDING",
    ageDays: 33,
  },
];
