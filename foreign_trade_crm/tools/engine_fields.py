"""Fields that record what happened: which of them somebody tries to write by hand."""


def changed_names(records, vals, names):
    """Those of ``names`` that ``vals`` would change on any of these records, in order."""

    def differs(record, name):
        current = record._fields[name].convert_to_write(record[name], record)
        return (vals[name] or False) != (current or False)

    return sorted(
        name for name in names & vals.keys() if any(differs(record, name) for record in records)
    )
