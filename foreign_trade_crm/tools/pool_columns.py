"""What the pools' partial indexes and their queries must say in the same words.

A partial index serves a query only if the query's condition implies the index's, and
PostgreSQL recognises that by the expression. So both are written from here. Columns stand
unqualified: queries name one table in FROM.
"""

#: since when nobody followed up; who imports or claims a record begins a new count
FOLLOWED_AT = "GREATEST(contact_last_at, pool_counted_from, create_date)"

#: the same as far as the table of customers itself tells: contact is kept in a table of its own,
#: and the scheduled action brings over what it finds there
COUNTED_FROM = "GREATEST(pool_counted_from, create_date)"

#: no warning has been given since then
UNWARNED = f"(pool_warned_at IS NULL OR pool_warned_at < {FOLLOWED_AT})"

#: a warning has been given since then
WARNED = f"pool_warned_at >= {FOLLOWED_AT}"

#: the same as far as the table of customers itself tells
WARNED_CUSTOMER = f"pool_warned_at >= {COUNTED_FROM}"

#: customers that have an owner: companies, and persons without one
OWNED_CUSTOMER = (
    "user_id IS NOT NULL AND active IS TRUE AND pool_since IS NULL AND commercial_partner_id = id"
)

#: leads that have an owner and are neither opportunities nor lost
OWNED_LEAD = "user_id IS NOT NULL AND active IS TRUE AND type = 'lead' AND won_status = 'pending'"

#: leads that nobody has
FREE_LEAD = "user_id IS NULL AND active IS TRUE AND won_status = 'pending'"
