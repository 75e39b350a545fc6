"""What a person can change: each request becomes one change of files, ready for the store to make.

In every module ``negotiation`` is as it is on the disk now and ``folder`` its folder, ``target`` the id of a proposal,
``fields`` are the keys of a file, those that are None or empty left out, and ``by`` is who does it.
"""

from typing import TYPE_CHECKING

from negotrack.on_demand import on_demand

if TYPE_CHECKING:
    from negotrack.editing import targets
else:
    __getattr__ = on_demand(__name__)
