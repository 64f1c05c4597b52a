from ..tools.check_digits import container_check_digit

SMALL, LARGE = "20GP", "40HQ"


class Packing:
    """Cartons of the products, and containers that hold them."""

    def __init__(self, world):
        self.world = world
        self._containers = 0

    def line_values(self, line):
        """How an order line or shipment line is packed."""
        product = line.product_id
        return {
            "pieces_per_carton": product.carton_pieces,
            "net_weight": product.carton_net_weight,
            "gross_weight": product.carton_gross_weight,
            "volume": product.carton_volume,
        }

    def load(self, shipment):
        """Containers for the volume of the shipment, the lines dealt out among them."""
        types = shipment.env["foreign.trade.container.type"]
        left, wanted = shipment.total_volume, []
        large = types.search([("name", "=", LARGE)])
        small = types.search([("name", "=", SMALL)])
        while left > 0:
            kind = small if left <= small.practical_volume else large
            wanted.append(kind)
            left -= kind.practical_volume
        containers = shipment.env["foreign.trade.container"].create(
            [self._container_values(shipment, kind) for kind in wanted]
        )
        self._distribute(shipment, containers)
        containers.action_calculate_vgm()

    def _container_values(self, shipment, kind):
        self._containers += 1
        stem = f"QSHU{204117 + 7331 * self._containers:06d}"
        return {
            "shipment_id": shipment.id,
            "number": f"{stem}{container_check_digit(stem)}",
            "container_type_id": kind.id,
            "seal_number": f"NB{481200 + 37 * self._containers}",
        }

    def _distribute(self, shipment, containers):
        """Fill one container after the other; a line that does not fit is split."""
        room = {one: one.container_type_id.practical_volume for one in containers}
        for line in shipment.line_ids:
            rest = line
            for container in containers:
                if not rest:
                    break
                rest = self._put(rest, container, room)
            if rest:
                rest.container_id = containers[-1:].id

    def _put(self, line, container, room):
        """Put what fits of a line into a container; returns the line that is left over."""
        fits = int(room[container] / line.volume + 0.0001)
        if not fits:
            return line
        rest = line.browse()
        if fits < line.cartons:
            pieces = fits * line.pieces_per_carton
            left = {"quantity": line.quantity - pieces, "cartons": line.cartons - fits}
            rest = line.copy(left)
            line.quantity = pieces
        line.container_id = container.id
        room[container] -= line.total_volume
        return rest
