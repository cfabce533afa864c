import { type Contact, CreateContactInput } from "@causeway/contract";
import { zodResolver } from "@hookform/resolvers/zod";
import { useMutation, useQueryClient } from "@tanstack/react-query";
import { useForm } from "react-hook-form";
import { z } from "zod";
import { api } from "../api.ts";
import { FormFailure } from "../identity/form-failure.tsx";
import { showIssues } from "../identity/show-issues.ts";
import { Button } from "../ui/button.tsx";
import { Dialog } from "../ui/dialog.tsx";
import { Field } from "../ui/field.tsx";
import { TextArea } from "../ui/text-area.tsx";

const emptyAsNothing = (value: unknown) => (typeof value === "string" && value.trim() === "" ? undefined : value);
const ContactForm = CreateContactInput.pick({ name: true, phone: true }).extend({
  email: z.preprocess(emptyAsNothing, CreateContactInput.shape.email),
  lastOrderOn: z.preprocess(emptyAsNothing, CreateContactInput.shape.lastOrderOn),
  notes: z.preprocess(emptyAsNothing, CreateContactInput.shape.notes),
});
type ContactForm = z.infer<typeof ContactForm>;
const FIELDS = ["name", "phone", "email", "lastOrderOn", "notes"] as const;

export interface ContactDialogProps {
  restaurantId: string;
  /** Left out for a new one. */
  contact?: Contact | undefined;
  onClose: () => void;
}

export function ContactDialog({ restaurantId, contact, onClose }: ContactDialogProps) {
  const queryClient = useQueryClient();
  const form = useForm<z.input<typeof ContactForm>, unknown, ContactForm>({
    resolver: zodResolver(ContactForm),
    defaultValues: {
      name: contact?.name ?? "",
      phone: contact?.phone ?? "",
      email: contact?.email ?? "",
      lastOrderOn: contact?.lastOrderOn ?? "",
      notes: contact?.notes ?? "",
    },
  });
  const { errors } = form.formState;
  const save = useMutation({
    mutationFn: ({ name, phone, email, lastOrderOn, notes }: ContactForm) =>
      contact
        ? api.contacts.update.mutate({
            id: contact.id,
            name,
            phone,
            email: email ?? null,
            lastOrderOn: lastOrderOn ?? null,
            notes: notes ?? null,
          })
        : api.contacts.create.mutate({
            restaurantId,
            name,
            phone,
            ...(email !== undefined && { email }),
            ...(lastOrderOn !== undefined && { lastOrderOn }),
            ...(notes !== undefined && { notes }),
          }),
    async onSuccess() {
      await queryClient.invalidateQueries({ queryKey: ["contacts"] });
      onClose();
    },
    onError: (error) => void showIssues({ form, error, fields: FIELDS, reasons: { PHONE_REFUSED: "phone", PHONE_TAKEN: "phone" } }),
  });
  const submit = form.handleSubmit((input) => save.mutate(input));
  return (
    <Dialog isOpen onClose={onClose} title={contact ? "Change the customer" : "New customer"}>
      <form noValidate className="space-y-5" onSubmit={(event) => void submit(event)}>
        {save.error && Object.keys(errors).length === 0 && <FormFailure error={save.error} />}
        <Field label="Name" autoComplete="off" error={errors.name?.message} {...form.register("name")} />
        <Field
          label="Phone"
          type="tel"
          autoComplete="off"
          hint="Without a country code it is a number of the United States."
          error={errors.phone?.message}
          {...form.register("phone")}
        />
        <Field
          label="E-mail"
          isOptional
          type="email"
          autoComplete="off"
          error={errors.email?.message}
          {...form.register("email")}
        />
        <Field
          label="Last order"
          isOptional
          type="date"
          hint="After 30 days without an order a customer counts as lapsed."
          error={errors.lastOrderOn?.message}
          {...form.register("lastOrderOn")}
        />
        <TextArea label="Notes" isOptional rows={2} error={errors.notes?.message} {...form.register("notes")} />
        <div className="flex justify-end gap-2">
          <Button variant="secondary" onClick={onClose}>
            Cancel
          </Button>
          <Button type="submit" isBusy={save.isPending}>
            {contact ? "Keep the changes" : "Add the customer"}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}
