"""The platform's settings as tests use them: a folder, keys and a database of their own for each run.

Of the surrounding environment only CQO_DATABASE_URL counts.
"""

import atexit
import os
import shutil
import tempfile

if "PYTEST_XDIST_WORKER" not in os.environ:  # a worker of a parallel run shares the folder and keys that its parent made
    for name in [name for name in os.environ if name.startswith("CQO_") and name != "CQO_DATABASE_URL"]:
        del os.environ[name]
    os.environ["CQO_VAR"] = tempfile.mkdtemp(prefix="cqo-tests-")
    atexit.register(shutil.rmtree, os.environ["CQO_VAR"], ignore_errors=True)

from cqo.config.settings import *  # noqa: F403
from cqo.config.settings import DATABASES, STATIC_ROOT, STORAGES, VAR

if DATABASES["default"]["ENGINE"] == "django.db.backends.sqlite3":
    # A file, as in earnest, so that threads meet the same locks; what a power cut would leave is no matter here.
    DATABASES["default"]["TEST"] = {"NAME": str(VAR / "test.sqlite3")}
    DATABASES["default"]["OPTIONS"]["init_command"] += "PRAGMA synchronous=OFF;"
STATIC_ROOT.mkdir(parents=True, exist_ok=True)  # WhiteNoise looks for it, though nothing is collected
PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
STORAGES["staticfiles"] = {"BACKEND": "django.contrib.staticfiles.storage.StaticFilesStorage"}
