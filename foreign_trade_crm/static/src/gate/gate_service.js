import { rpcBus } from "@web/core/network/rpc";

export const GATE_ERROR = "odoo.addons.foreign_trade_crm.exceptions.GateError";

export function isGateError(error) {
    return error?.exceptionName === GATE_ERROR;
}

// The dialog repeats the very call that was refused, whatever door it came through.
// Errors travel without their request, so it is attached here.
rpcBus.addEventListener("RPC:RESPONSE", ({ detail: { data, error } }) => {
    if (isGateError(error) && data.params.method) {
        const { model, method, args, kwargs } = data.params;
        error.data.gateRequest = { model, method, args, kwargs };
    }
});

/** What actions made for the buttons of a form expect to find in their context. */
export function activeRecord(resModel, resId) {
    return { active_model: resModel, active_id: resId, active_ids: [resId] };
}

/**
 * Failures of one record together, in the order the server sent them.
 *
 * What was listed before stays, ticked where it is met by now: a refusal undoes the whole
 * call, so its inputs must be sent again.
 */
export function groupFailures(failures, previous = []) {
    const groups = new Map(
        previous.map((group) => [
            group.key,
            { ...group, failures: group.failures.map((failure) => ({ ...failure, met: true })) },
        ])
    );
    for (const failure of failures) {
        const key = failure.record_id || `new_${failure.record_name}`;
        const empty = {
            key,
            resId: failure.record_id,
            name: failure.record_name,
            failures: [],
            fieldNames: [],
            revision: 0,
        };
        const group = groups.get(key) || empty;
        groups.set(key, group);
        const known = group.failures.find(({ rule_id }) => rule_id === failure.rule_id);
        if (known) {
            known.met = false;
            continue;
        }
        const inputs = failure.fields.filter((name) => !group.fieldNames.includes(name));
        group.fieldNames = [...group.fieldNames, ...inputs];
        group.failures.push({ ...failure, inputs, met: false });
        group.revision = group.fieldNames.length;
    }
    return [...groups.values()];
}

/**
 * A refused creation has no record to write on first: what the user fills in joins the
 * values of the creation itself. Returns null where the call carries no values.
 */
export function mergeIntoCreation(request, changes) {
    const args = [...request.args];
    if (request.method === "web_save" && !args[0].length) {
        args[1] = { ...args[1], ...changes };
    } else if (request.method === "create" && Array.isArray(args[0])) {
        args[0] = args[0].map((values) => ({ ...values, ...changes }));
    } else if (request.method === "create") {
        args[0] = { ...args[0], ...changes };
    } else {
        return null;
    }
    return { ...request, args };
}

export function canMergeIntoCreation(request) {
    return (
        (request?.method === "web_save" && !request.args[0].length) ||
        (request?.method === "create" &&
            (!Array.isArray(request.args[0]) || request.args[0].length === 1))
    );
}
