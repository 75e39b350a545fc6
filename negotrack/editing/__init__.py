"""What a user can change: each request becomes one change of files for the store to apply.

In all modules, ``negotiation`` is the one on disk now, ``folder`` its folder, ``target`` the id of a proposal,
``fields`` the keys of a file, of which those that are None or empty are left out, and ``by`` the user's name.
"""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.editing import targets
else:
    __getattr__ = on_demand(__name__)
