import jsonata from "jsonata";

/** The same mapping in JSONata alone. Its numbers are doubles, so it is only compared on invoices where those are right. */
const SOURCE = `(
  $there := function($v) { $v != null and $trim($v) != "" ? $v };
  $limited := function($v, $n) { $length($v) > $n ? $error("too long") : $v };
  $half := function($x) { $floor($x * 100 + 0.5) / 100 };
  $countries := { "FI": "FINLAND", "SE": "SWEDEN", "EE": "ESTONIA" };
  $languages := { "fi": "FINNISH", "sv": "SWEDISH", "en": "ENGLISH" };
  $units := { "h": "HOUR", "kpl": "PIECE", "km": "KILOMETER", "pv": "DAY" };
  $codes := { "WORK": settings.work, "PRODUCT": settings.products, "TRAVEL": settings.travel };
  $address := function($name, $from) {{
    "name": $limited($there($name), 80), "street": $limited($there($from.street), 80),
    "zip": $limited($there($from.postalCode), 20), "city": $limited($there($from.city), 40),
    "country": $lookup($countries, $from.country) }};
  $settings := settings;
  invoice.(
    $invoice := $;
    $eAddress := $there(customer.eInvoiceAddress);
    $receiverEmail := $there(receiverEmail);
    $emailTo := $exists($receiverEmail) ? $receiverEmail : $there(customer.email);
    $channel := $exists($eAddress) ? "ELECTRONIC_INVOICE" : $settings.email and $exists($emailTo) ? "EMAIL" : "MAIL";
    $channel = "MAIL" and $not($exists($there(billing.street))) ? $error("street-missing");
    $days := ($toMillis(dueDate) - $toMillis(date)) / 86400000;
    $days < 0 or $days > 999 ? $error("payment-term-outside");
    $sender := $there(senderContact);
    $receiver := $there(receiverContact);
    $both := $join([$sender, $receiver], "/");
    $information := [$there(ourReference), $there(yourReference), $there(notes), $there(freeText1), $there(freeText2)];
    {
      "type": "SALES_INVOICE", "status": "UNFINISHED", "originalNumber": $string(number), "date": date,
      "counterParty": {
        "contact": $both = "" ? undefinedField : $limited($length($both) <= 28 ? $both : $exists($receiver) ? $receiver : $sender, 28),
        "identifier": $there(customer.vatNumber), "number": $string(customer.number),
        "email": $channel = "EMAIL" ? $emailTo,
        "address": $address(customer.name, billing) },
      "electronic": $channel = "ELECTRONIC_INVOICE" ? { "address": $eAddress, "operator": $there(customer.eInvoiceOperator) },
      "delivery": $address(customer.name, delivery),
      "orderReference": $limited($there(orderNumber), 70),
      "information": $count($information) > 0 ? $limited($join($information, "\\n"), 10000),
      "payment": { "method": "BANK_TRANSFER", "currency": currency, "dueDate": dueDate, "account": $settings.account },
      "penaltyPercent": $half(interest),
      "language": $lookup($languages, language),
      "channel": $channel,
      "rows": [rows.(
        $code := $there(code);
        $discount := discount = null ? 0 : discount;
        $costCentre := $there(costCentre);
        $dimensions := [
          project != null ? { "dimension": "PROJECT", "item": project.code },
          $exists($costCentre) ? { "dimension": "COST_CENTRE", "item": $costCentre } ];
        {
          "code": $exists($code) ? $code : $lookup($codes, kind),
          "product": $limited(description, 100), "quantity": quantity, "unit": $lookup($units, unit),
          "unitPrice": $half(unitPrice), "discountPercent": $discount,
          "net": $half(quantity * unitPrice * (100 - $discount) / 100), "vatPercent": vat,
          "dimensions": $count($dimensions) > 0 ? $dimensions
        })]
    })
)`;

export const jsonataMapping = jsonata(SOURCE);
