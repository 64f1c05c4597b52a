import { registry } from "@web/core/registry";
import {
    button,
    choose,
    field,
    fill,
    fillDate,
    gateCancel,
    gateSays,
    menu,
    openRow,
    ORDERS,
    photo,
    SALES,
    save,
    select,
    statusIs,
    tab,
} from "./chain_steps";

const tours = registry.category("web_tour.tours");
const DEAL = "sillas plegables";
const ROW = ".o_selected_row";

const openShipment = () => [
    ...menu(ORDERS, "foreign_trade_shipping.foreign_trade_shipping_menu_shipments"),
    ...openRow("Peña"),
];
const cell = (name, text) => ({ trigger: `${field(name, ROW)} input`, run: `edit ${text}` });

tours.add("foreign_trade_chain_dispatch", {
    steps: () => [
        ...menu(SALES, "foreign_trade_samples.foreign_trade_samples_menu_requests"),
        photo("samples"),
        ...openRow(DEAL),
        ...choose("courier_id", "DHL"),
        fill("tracking_number", "1234567890"),
        button("action_dispatch"),
        statusIs("Dispatched"),
        photo("sample-dispatched"),
    ],
});

tours.add("foreign_trade_chain_shipment", {
    steps: () => [
        ...menu(ORDERS, "foreign_trade_crm.foreign_trade_crm_menu_sale_orders"),
        ...openRow("Peña"),
        photo("order-confirmed"),
        button("action_create_shipment"),
        { trigger: field("planned_etd") },
        ...fillDate("planned_etd", "+14d"),
        fill("vessel", "EVER GIVEN"),
        fill("voyage", "0912W"),
        fill("booking_number", "EGLV142600"),
        {
            trigger: `${field("line_ids")} .o_data_row .o_data_cell[name='pieces_per_carton']`,
            run: "click",
        },
        cell("pieces_per_carton", "4"),
        cell("net_weight", "18"),
        cell("gross_weight", "19.5"),
        cell("carton_length", "100"),
        cell("carton_width", "50"),
        cell("carton_height", "20"),
        tab("containers"),
        { trigger: `${field("container_ids")} .o_field_x2many_list_row_add a`, run: "click" },
        ...choose("container_type_id", "40HQ", ROW),
        cell("number", "CSQU3054384"),
        cell("seal_number", "ML-77012"),
        { trigger: ".o_form_button_save", run: "click" },
        { trigger: ".modal:contains(check digit), .o_notification:contains(check digit)" },
        photo("container-number-refused"),
        { trigger: ".modal footer button.btn-primary", run: "click" },
        { trigger: "body:not(:has(.modal))" },
        {
            trigger: `${field("container_ids")} .o_data_row .o_data_cell[name='number']`,
            run: "click",
        },
        cell("number", "CSQU3054383"),
        ...save(),
        tab("lines"),
        {
            trigger: `${field("line_ids")} .o_data_row .o_data_cell[name='container_id']`,
            run: "click",
        },
        ...choose("container_id", "CSQU3054383", ROW),
        ...save(),
        photo("shipment-goods"),
        tab("containers"),
        button("action_calculate_vgm"),
        { trigger: `${field("container_ids")} .o_data_cell[name='vgm_date']:not(:empty)` },
        photo("shipment-container"),
        tab("milestones"),
        photo("shipment-milestones"),
        tab("documents"),
        photo("shipment-documents"),
        button("action_confirm_booking"),
        statusIs("Booked"),
        button("action_on_board"),
        statusIs("Shipped"),
        fill("bill_number", "EGLV14260001"),
        ...select("bill_type", "Original Bill of Lading"),
        button("action_bill_issue"),
        { trigger: `${field("bill_state")}:contains(Issued)` },
        button("action_bill_release"),
        gateSays("balance"),
        photo("release-refused"),
        ...gateCancel(),
        { trigger: `${field("bill_state")}:contains(Issued)` },
    ],
});

tours.add("foreign_trade_chain_release", {
    steps: () => [
        ...openShipment(),
        button("action_bill_release"),
        { trigger: `${field("bill_state")}:contains(Released)` },
        photo("bill-released"),
        button("action_view_deliveries"),
        { trigger: ".o_form_view button[name='button_validate']" },
        button("button_validate"),
        statusIs("Done"),
        photo("delivery-done"),
    ],
});
