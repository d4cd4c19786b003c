/* The fields of the checkout: what is typed there is kept, used, or refused with a reason, and never replaced in silence. */

import {isAmount, isHeaderValue, onOrder, setAmount, setKey} from "./order.js";

const amount = document.getElementById("amount");
const key = document.getElementById("key");
const invalid = document.getElementById("invalid");
const CHECKS = [
    [amount, () => isAmount(amount.value), "The amount is between € 0.01 and € 9999999999.99, in whole cents."],
    [
        key,
        () => isHeaderValue(key.value.trim()),
        "The key travels in an HTTP header, and header values are ASCII. Use unaccented letters, digits and signs.",
    ],
];

function wrong() {
    return CHECKS.find(([, isRight]) => !isRight());
}

/** Says what cannot be used, if anything. */
function check() {
    const found = wrong();
    CHECKS.forEach(([field]) => field.toggleAttribute("aria-invalid", field === found?.[0]));
    invalid.textContent = found?.[2] ?? "";
    invalid.hidden = !found;
    return found?.[0];
}

/** Whether what stands in the fields can be sent. */
export function ready() {
    const field = check();
    field?.focus();
    return !field;
}

amount.addEventListener("change", () => !check() && setAmount(amount.value));
key.addEventListener("change", () => !check() && setKey(key.value.trim()));
for (const field of [amount, key]) {
    field.addEventListener("input", () => invalid.hidden || check());
}

let shown = {};

onOrder(order => {
    document.getElementById("reference").textContent = order.reference;
    document.getElementById("pay").textContent = `Pay € ${order.amount}`;
    const isNew = order.reference !== shown.reference;
    if (isNew || order.amount !== shown.amount) {
        amount.value = order.amount;
    }
    if (isNew || order.key !== shown.key) {
        key.value = order.key;
    }
    shown = order;
    if (!invalid.hidden) {
        check();
    }
});
