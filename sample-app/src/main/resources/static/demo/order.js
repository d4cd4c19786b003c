/* The order at the checkout. Kept in the browser's storage, so that every tab of the shop has the same one. */

const STORED = "shop.order";

/** A number of random bytes as hexadecimal digits; works on plain http, too, where crypto.randomUUID does not. */
function random(bytes) {
    return Array.from(crypto.getRandomValues(new Uint8Array(bytes)), byte => byte.toString(16).padStart(2, "0")).join("");
}

export function newKey() {
    return [4, 2, 2, 2, 6].map(random).join("-");
}

function newOrder() {
    return {reference: "A-" + random(3).toUpperCase(), key: newKey(), amount: "49.90", used: false};
}

function stored() {
    try {
        return JSON.parse(localStorage.getItem(STORED));
    } catch {
        return null;
    }
}

const listeners = [];
let order = stored() ?? newOrder();

function changed() {
    listeners.forEach(listener => listener(order));
}

function update(changes) {
    order = {...order, ...changes};
    localStorage.setItem(STORED, JSON.stringify(order));
    changed();
}

export function current() {
    return order;
}

/** Tells the order now and whenever it has changed, here or in another tab. */
export function onOrder(listener) {
    listeners.push(listener);
    listener(order);
}

export function startOver() {
    update(newOrder());
}

/** A scenario that needs a key nobody has seen begins with a new order. */
export function unused() {
    if (order.used) {
        startOver();
    }
    return order;
}

export function setKey(key) {
    update({key, used: false});
}

export function setAmount(amount) {
    update({amount});
}

export function markUsed(key) {
    if (order.key === key) {
        update({used: true});
    }
}

window.addEventListener("storage", event => {
    if (event.key === STORED && event.newValue) {
        order = JSON.parse(event.newValue);
        changed();
    }
});

localStorage.setItem(STORED, JSON.stringify(order));
