import { registry } from "@web/core/registry";

/** Milliseconds in which the page shows what a step waits for: a busy machine is no failure. */
const PATIENCE = 45000;

// it listens before the tours are added: the manifest names this file first
registry.category("web_tour.tours").addEventListener("UPDATE", ({ detail }) => {
    const { operation, key, value } = detail;
    if (operation === "add" && key.startsWith("foreign_trade_")) {
        const { steps } = value;
        value.steps = () => steps().map((step) => ({ timeout: PATIENCE, ...step }));
    }
});
