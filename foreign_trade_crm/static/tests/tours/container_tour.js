import { registry } from "@web/core/registry";

/** The containers a quotation fills, and one click that fills them up. */
registry.category("web_tour.tours").add("foreign_trade_container_fill", {
    steps: () => [
        { trigger: ".o_notebook_headers a[name='trade_packing']", run: "click" },
        {
            content: "half a container is full",
            trigger: ".o_container_way:first-child:contains(1 × 40GP):contains(53.6)",
        },
        { trigger: ".o_container_bar[aria-valuenow='53.6']" },
        { trigger: ".o_fill_container:contains(216 ctn)", run: "click" },
        {
            content: "and now the whole one",
            trigger: ".o_container_way:first-child:contains(99.9)",
        },
        { trigger: ".o_container_lines:contains(full)" },
    ],
});
