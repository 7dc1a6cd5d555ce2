"""Mail that an agent's customer gets as well."""
