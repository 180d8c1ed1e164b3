"""Every code of the catalogue: a folder that yields it at its place, and one near to it that does not."""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest
from rules_base import TODAY, base, put, seal

from vawcoord.codes import CODES, code
from vawcoord.finding import Finding
from vawcoord.operations.checking import checked
