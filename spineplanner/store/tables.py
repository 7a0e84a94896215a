"""The tables of plans, for whichever database."""

from sqlalchemy import (
    BigInteger,
    Boolean,
    Column,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
)

metadata = MetaData()

plans = Table(
    "plans",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("number", String(20), nullable=False, unique=True),
    Column("version", Integer, nullable=False),
    Column("document", Text, nullable=False),
    Column("updated_at", String(40), nullable=False),
    Column("copied_from", String(20)),
)
"""The newest value of each plan, as JSON."""

revisions = Table(
    "revisions",
    metadata,
    Column("plan_id", ForeignKey("plans.id"), primary_key=True),
    Column("revision", Integer, primary_key=True),
    Column("check_code", String(20), nullable=False),
    Column("document", Text, nullable=False),
    Column("fixed_at", String(40), nullable=False),
)
"""Revisions that a sheet was printed of; triggers keep rows from being changed or removed."""

summaries = Table(
    "summaries",
    metadata,
    Column("plan_id", ForeignKey("plans.id"), primary_key=True),
    Column("version", Integer, nullable=False),
    Column("updated_at", String(40), nullable=False),
    Column("copied_from", String(20)),
    Column("archived", Boolean, nullable=False, default=False),
    Column("day", String(10), nullable=False),
    Column("clock", String(8), nullable=False),
    Column("number", String(20), nullable=False),
    Column("name", Text),
    Column("record_number", Text),
    Column("physician", Text),
    Column("state", String(20), nullable=False),
    Column("total_cells", BigInteger, nullable=False),
    Column("vials", Integer),
    Column("maths_version", Integer, nullable=False),
    Column("formulary_digest", String(64), nullable=False),
    Column("search", Text, nullable=False),
)
"""One row of the worklist for each plan. All of it but `archived` can be made again."""

worklist_order = Index(
    "worklist_order",
    summaries.c.archived,
    summaries.c.day.desc(),
    summaries.c.clock,
    summaries.c.plan_id,
    summaries.c.search,
)
"""The list's order; with the text in it, a search reads this index and not the table."""

counters = Table(
    "counters",
    metadata,
    Column("year", Integer, primary_key=True, autoincrement=False),
    Column("station", String(3), primary_key=True),
    Column("last", Integer, nullable=False),
)
"""The last number taken of each year and station."""
