/* What the ledger says about the order, and who charged it. */

const charged = document.getElementById("charged");

function show(count, text, more) {
    charged.dataset.count = count > 1 ? "many" : String(count);
    charged.querySelector(".charged-text").textContent = text;
    charged.querySelector(".charged-sum").textContent = more;
}

function began(started) {
    return `The ledger began at ${new Date(started).toLocaleTimeString([], {hourCycle: "h23"})}`;
}

/** Keys may outlive the ledger of this demo: then "not charged" would not be true of an order that was paid. */
export function showCharges({twin, paid}, {order: {count, sum}, record, ledger, started}) {
    if (count) {
        const times = count === 1 ? "once" : `${count} times`;
        show(count, `Charged ${times}${twin ? " by the twin without protection" : ""}`, `€ ${Number(sum).toFixed(2)}`);
    } else if (paid || record.state === "settled") {
        show(0, "Not in this ledger", ledger.inMemory ? began(started) : "");
    } else {
        show(0, "Not charged yet", "");
    }
}
