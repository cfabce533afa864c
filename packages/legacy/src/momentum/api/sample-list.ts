/** As the old server handed it out, without a line break at the end. It refuses its own third row for the dots in the number. */
export const SAMPLE_LIST = [
  "customer_name,phone_number,last_order_date,email",
  "John Smith,+1-555-123-4567,2023-10-15,john@example.com",
  "Sarah Johnson,(555) 234-5678,2023-09-22,sarah@example.com",
  "Mike Davis,555.345.6789,2023-08-30,mike@example.com",
  "Lisa Wilson,+15554567890,2023-11-05,lisa@example.com",
  "Tom Brown,555-567-8901,2023-07-18,tom@example.com",
].join("\n");
