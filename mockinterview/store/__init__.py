"""Sessions on the disk: kept step by step, read with suspicion, recovered after a crash."""

from mockinterview.store.aside import Aside
from mockinterview.store.folder import SessionFolder
from mockinterview.store.index import Headline
from mockinterview.store.names import Place
from mockinterview.store.recovery import Recovered
from mockinterview.store.session_store import Broken, Listed, SessionStore

__all__ = ["Aside", "Broken", "Headline", "Listed", "Place", "Recovered", "SessionFolder", "SessionStore"]
