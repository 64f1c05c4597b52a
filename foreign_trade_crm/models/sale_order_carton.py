from odoo import api, fields, models
from odoo.fields import Domain

from ..tools.container_fill import best_mix, boxes_needed, cartons_that_fit, fill
from ..tools.packing import VOLUME_DECIMALS, WEIGHT_DECIMALS, round_half_up
from .foreign_trade_carton_mixin import create_empty_columns
from .sale_order_line_carton import TOTAL_FIELDS


class SaleOrderCarton(models.Model):
    """What the goods of an order come to in cartons, and which containers they fill."""

    _inherit = "sale.order"

    carton_count = fields.Integer("Cartons", compute="_compute_carton_totals", store=True)
    carton_total_volume = fields.Float(
        "CBM", digits=(16, 3), compute="_compute_carton_totals", store=True
    )
    carton_total_net_weight = fields.Float(
        "Net Weight (kg)", digits=(16, 2), compute="_compute_carton_totals", store=True
    )
    carton_total_gross_weight = fields.Float(
        "Gross Weight (kg)", digits=(16, 2), compute="_compute_carton_totals", store=True
    )
    container_type_id = fields.Many2one(
        "foreign.trade.container.type",
        "Container Wanted",
        ondelete="restrict",
        index=False,
        help="The size the buyer loads; empty for the best mix of sizes.",
    )
    container_plan = fields.Json(compute="_compute_container_plan")

    def _auto_init(self):
        """No order had cartons before: new columns of a large table need no computing."""
        create_empty_columns(self, *TOTAL_FIELDS)
        return super()._auto_init()

    @api.depends(*(f"order_line.{name}" for name in TOTAL_FIELDS))
    def _compute_carton_totals(self):
        for order in self:
            lines = order.order_line
            order.carton_count = sum(lines.mapped("carton_count"))
            order.carton_total_volume = round_half_up(
                sum(lines.mapped("carton_total_volume")), VOLUME_DECIMALS
            )
            for name in ("carton_total_net_weight", "carton_total_gross_weight"):
                order[name] = round_half_up(sum(lines.mapped(name)), WEIGHT_DECIMALS)

    @api.depends("carton_total_volume", "carton_total_gross_weight", "container_type_id")
    def _compute_container_plan(self):
        packed = self.filtered("carton_count")
        (self - packed).container_plan = False
        # sudo: capacities of containers are no secret
        types = self.env["foreign.trade.container.type"].sudo()
        types = types.search(Domain("is_suggested", "=", True)) if packed else types
        kinds = {kind: kind._to_box() for kind in types}
        for order in packed:
            order.container_plan = order._prepare_container_plan(kinds)

    def _get_container_count(self):
        """How many containers the goods fill as the plan loads them; 0 where it is not known."""
        self.ensure_one()
        ways = (self.container_plan or {}).get("ways")
        return sum(bar["number"] for bar in ways[0]["bars"]) if ways else 0

    def _prepare_container_plan(self, kinds):
        """What the widget draws: ways to load these goods, the first one chosen.

        :param dict kinds: ``{container type: Box}`` of those in use
        """
        self.ensure_one()
        goods = self.carton_total_volume, self.carton_total_gross_weight
        wanted = self.container_type_id
        # sudo: as above; one that is out of use may still be wanted
        boxes = kinds if wanted in kinds or not wanted else {**kinds, wanted: wanted._to_box()}
        alone = {box: {box: boxes_needed(box, *goods)} for box in boxes.values()}
        best = best_mix(list(kinds.values()), *goods)
        chosen = alone[boxes[wanted]] if wanted else best
        ways = [chosen, *(way for way in [best, *alone.values()] if way != chosen)]
        ways = [way for at, way in enumerate(ways) if any(way.values()) and way not in ways[:at]]
        return {
            "ways": [self._prepare_container_way(way, goods, best) for way in ways],
            "lines": self._prepare_container_lines(chosen, goods) if any(chosen.values()) else [],
        }

    def _prepare_container_way(self, counts, goods, best):
        state = fill(counts, *goods)
        return {
            "name": " + ".join(f"{number} × {box.name}" for box, number in state.counts.items()),
            "is_best": counts == best,
            "bars": _prepare_bars(state),
            "volume_percent": round_half_up(float(state.volume_percent), 1),
            "weight_percent": round_half_up(float(state.weight_percent), 1),
            "by_weight": state.by_weight,
        }

    def _prepare_container_lines(self, counts, goods):
        """How many cartons more of each line the containers take."""
        lines = []
        for line in self.order_line.filtered("carton_count"):
            more = cartons_that_fit(counts, *goods, line.carton_volume, line.carton_gross_weight)
            lines.append(
                {
                    "id": line._origin.id or False,
                    "name": line.product_id.display_name,
                    "cartons": line.carton_count,
                    "volume": line.carton_total_volume,
                    "weight": line.carton_total_gross_weight,
                    "more": more,
                    "pieces": more * line.carton_pieces,
                }
            )
        return lines


def _prepare_bars(state):
    """``[{name, number, percent}]``: full containers of a size together, the others alone."""
    bars = []
    for box, percent in state.percents:
        percent = round_half_up(float(percent), 1)
        last = bars[-1] if bars else None
        if last and last["name"] == box.name and last["percent"] == percent == 100:
            last["number"] += 1
        else:
            bars.append({"name": box.name, "number": 1, "percent": percent})
    return bars
