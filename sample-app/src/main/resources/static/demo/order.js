/* The order at the checkout. Kept in the browser's storage, so that every tab of the shop has the same one. */

const STORED = "shop.order";

/** A number of random bytes as hexadecimal digits; works on plain http, too, where crypto.randomUUID does not. */
function random(bytes) {
    return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), byte => byte.toString(16).padStart(2, "0")).join("");
}

export function newKey() {
    return [4, 2, 2, 2, 6].map(random).join("-");
}

/** Euros and whole cents, as much as the ledger's column takes. */
export function isAmount(text) {
    return /^\d{0,10}(\.\d{1,2})?$/.test(text) && Number(text) > 0;
}

/** Whether it can be sent: header values are ASCII, and the browser sends no others. */
export function isHeaderValue(text) {
    return /^[\x20-\x7e]*$/.test(text);
}

/**
 * used: the server knows the key; paid: an answer said that it was paid; twin: paid without protection, so that what its
 * key protects cannot be seen any more.
 */
function newOrder(amount = "49.90") {
    return {reference: "A-" + random(3).toUpperCase(), key: newKey(), amount, used: false, paid: false, twin: false};
}

/** What is stored may be from another version of the page, or from nobody. */
function parsed(text) {
    try {
        const {reference, key, amount, used, paid, twin} = JSON.parse(text);
        const usable = typeof reference === "string" && isAmount(amount) && typeof key === "string" && isHeaderValue(key);
        return usable ? {reference, key, amount, used: Boolean(used), paid: Boolean(paid), twin: Boolean(twin)} : null;
    } catch {
        return null;
    }
}

const listeners = [];
const underWay = new Map();
let order = parsed(localStorage.getItem(STORED)) ?? newOrder();

function changed() {
    listeners.forEach(listener => listener(order));
}

function update(changes) {
    if (Object.entries(changes).some(([name, value]) => order[name] !== value)) {
        order = {...order, ...changes};
        localStorage.setItem(STORED, JSON.stringify(order));
        changed();
    }
}

export function current() {
    return order;
}

/** Tells the order now and whenever it has changed, here or in another tab. */
export function onOrder(listener) {
    listeners.push(listener);
    listener(order);
}

export function startOver(amount) {
    update(newOrder(amount));
}

/** The order, or a new one for the same amount; says whether it is. */
function renewed(fresh) {
    if (fresh) {
        startOver(order.amount);
    }
    return {order, fresh};
}

/** Beside payments without protection others would be misunderstood: they begin with a new order. */
export function protectable() {
    return renewed(order.twin);
}

/** A scenario that needs a key nobody has seen begins with a new order. */
export function unused() {
    return renewed(order.used || order.twin || underWay.has(order.key));
}

export function setKey(key) {
    if (key !== order.key) {
        update(order.twin ? {...newOrder(order.amount), key} : {key, used: false, paid: false});
    }
}

export function setAmount(amount) {
    update({amount: Number(amount).toFixed(2)});
}

/** Notes what became known of an order, if it is still the one at the checkout. */
export function note(reference, key, facts) {
    if (order.reference === reference && order.key === key) {
        update(facts);
    }
}

/** What the server says about the key, asked for this very order; a call under way may have changed it since. */
export function noteRecord(asked, state) {
    if (asked === order && state !== "unknown" && !underWay.has(order.key)) {
        update({used: state !== "none"});
    }
}

export function begin(key) {
    underWay.set(key, (underWay.get(key) ?? 0) + 1);
}

export function end(key) {
    if (underWay.get(key) > 1) {
        underWay.set(key, underWay.get(key) - 1);
    } else {
        underWay.delete(key);
    }
}

export function isBusy() {
    return underWay.size > 0;
}

window.addEventListener("storage", event => {
    const other = event.key === STORED ? parsed(event.newValue) : null;
    if (other) {
        order = other;
        changed();
    }
});

localStorage.setItem(STORED, JSON.stringify(order));
