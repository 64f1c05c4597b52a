import { delay, queryFirst } from "@odoo/hoot-dom";

/** Drag the card that says `text` from one column to another. A drop that comes before the board
 * listens moves nothing: the card is taken again, as a person would, until it has moved or the
 * gate has answered. */
export function drag(text, from, to) {
    const card = `.o_kanban_group:contains(${from}) .o_kanban_record:contains(${text})`;
    const moved = `.o_kanban_group:contains(${to}) .o_kanban_record:contains(${text})`;
    return {
        trigger: card,
        async run(helpers) {
            for (let drags = 0; drags < 3; drags++) {
                await delay(200);
                helpers.anchor = queryFirst(card);
                await helpers.drag_and_drop(`.o_kanban_group:contains(${to})`);
                for (let waited = 0; waited < 5000; waited += 50) {
                    if (queryFirst(moved) || queryFirst(".modal")) {
                        return;
                    }
                    await delay(50);
                }
            }
        },
    };
}
