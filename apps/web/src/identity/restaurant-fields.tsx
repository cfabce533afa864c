import type { SignUpInput } from "@causeway/contract";
import type { FieldErrors, UseFormRegisterReturn } from "react-hook-form";
import { Field } from "../ui/field.tsx";

type Restaurant = SignUpInput["restaurant"];

export const RESTAURANT_FIELDS = ["restaurant.name", "restaurant.address", "restaurant.phone"] as const;

/**
 * What `RestaurantFields` is given. Called by the form itself, before what stands below: the order of registering is the order in
 * which mistakes get the focus.
 */
export function registerRestaurant(register: (name: (typeof RESTAURANT_FIELDS)[number]) => UseFormRegisterReturn) {
  return {
    name: register("restaurant.name"),
    address: register("restaurant.address"),
    phone: register("restaurant.phone"),
  };
}

/** Without what was left empty. */
export function filledIn({ name, address, phone }: Restaurant): Restaurant {
  return { name, ...(address && { address }), ...(phone && { phone }) };
}

export interface RestaurantFieldsProps {
  fields: ReturnType<typeof registerRestaurant>;
  errors: FieldErrors<Restaurant> | undefined;
}

/** What signing up asks about the restaurant. */
export function RestaurantFields({ fields, errors }: RestaurantFieldsProps) {
  return (
    <>
      <Field label="Restaurant's name" autoComplete="organization" error={errors?.name?.message} {...fields.name} />
      <Field label="Address" isOptional autoComplete="street-address" error={errors?.address?.message} {...fields.address} />
      <Field label="Phone" isOptional type="tel" autoComplete="tel" error={errors?.phone?.message} {...fields.phone} />
    </>
  );
}
