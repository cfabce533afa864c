import { UpdateRestaurantInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQuery, useQueryClient } from "@tanstack/react-query";
import { useParams } from "@tanstack/react-router";
import { Controller, useForm } from "react-hook-form";
import { z } from "zod";
import { api } from "../api.ts";
import { FormFailure } from "../identity/form-failure.tsx";
import { useMe } from "../identity/me-context.ts";
import { can, sessionQuery } from "../identity/session.ts";
import { showIssues } from "../identity/show-issues.ts";
import { Button } from "../ui/button.tsx";
import { ErrorState } from "../ui/error-state.tsx";
import { Field } from "../ui/field.tsx";
import { Page } from "../ui/page.tsx";
import { Panel } from "../ui/panel.tsx";
import { Select } from "../ui/select.tsx";
import { SkeletonRows } from "../ui/skeleton-rows.tsx";
import { showToast } from "../ui/toast.tsx";
import { restaurantQuery } from "./queries.ts";

const emptyAsNull = (value: unknown) => (typeof value === "string" && value.trim() === "" ? null : value);
const SettingsForm = z.object({
  name: UpdateRestaurantInput.shape.name.unwrap(),
  address: z.preprocess(emptyAsNull, UpdateRestaurantInput.shape.address.unwrap()),
  phone: z.preprocess(emptyAsNull, UpdateRestaurantInput.shape.phone.unwrap()),
  timeZone: UpdateRestaurantInput.shape.timeZone.unwrap(),
});
type SettingsForm = z.infer<typeof SettingsForm>;
const FIELDS = ["name", "address", "phone"] as const;
const UNKNOWN = "unknown";
const ZONES = [
  { value: UNKNOWN, label: "not said" },
  ...Intl.supportedValuesOf("timeZone").map((value) => ({ value, label: value })),
];

/** What guests and messages are told of the restaurant, and by which clock it lives. */
export function SettingsPage() {
  const { restaurantId } = useParams({ from: "/shell/restaurants/$restaurantId/settings" });
  const { data, error, isFetching, refetch } = useQuery(restaurantQuery(restaurantId));
  return (
    <Page title="Restaurant" isNarrow description="What guests are told of it, and by which clock it lives.">
      <Panel>
        {data ? (
          <SettingsFields key={data.id} restaurant={data} />
        ) : error ? (
          <ErrorState error={error} what="the restaurant" isRetrying={isFetching} onRetry={() => void refetch()} />
        ) : (
          <SkeletonRows what="the restaurant" rows={4} />
        )}
      </Panel>
    </Page>
  );
}

type Restaurant = Awaited<ReturnType<typeof api.restaurants.get.query>>;

function SettingsFields({ restaurant }: { restaurant: Restaurant }) {
  const me = useMe();
  const queryClient = useQueryClient();
  const { id, name, address, phone, timeZone } = restaurant;
  const form = useForm<z.input<typeof SettingsForm>, unknown, SettingsForm>({
    resolver: zodResolver(SettingsForm),
    defaultValues: { name, address: address ?? "", phone: phone ?? "", timeZone },
  });
  const { errors } = form.formState;
  const save = useMutation({
    mutationFn: (input: SettingsForm) => api.restaurants.update.mutate({ id, ...input }),
    onSuccess() {
      showToast({ title: "Kept" });
      return Promise.all([
        queryClient.invalidateQueries({ queryKey: ["restaurants"] }),
        // The name stands in the menu.
        queryClient.invalidateQueries(sessionQuery),
      ]);
    },
    onError: (error) => void showIssues({ form, error, fields: FIELDS }),
  });
  const submit = form.handleSubmit((input) => save.mutate(input));
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="space-y-5 p-5">
      {save.error && Object.keys(errors).length === 0 && <FormFailure error={save.error} />}
      <Field label="Name" autoComplete="organization" error={errors.name?.message} {...form.register("name")} />
      <Field
        label="Address"
        isOptional
        autoComplete="street-address"
        error={errors.address?.message}
        {...form.register("address")}
      />
      <Field label="Phone" isOptional type="tel" autoComplete="tel" error={errors.phone?.message} {...form.register("phone")} />
      <div>
        <Controller
          control={form.control}
          name="timeZone"
          render={({ field }) => (
            <Select
              label="Time zone"
              value={field.value ?? UNKNOWN}
              options={ZONES}
              onChange={(value) => field.onChange(value === UNKNOWN ? null : value)}
            />
          )}
        />
        <p className="text-muted mt-1.5 text-sm">Text messages keep its quiet hours.</p>
      </div>
      <Button type="submit" disabled={!can(me, "restaurant:write")} isBusy={save.isPending}>
        Keep the changes
      </Button>
    </form>
  );
}
