# SPDX-License-Identifier: GPL-3.0-or-later
# Gajim takes the first name here for the plugin, so there is no other.
from .driver import Driver  # noqa: F401
