"""What somebody tells about themselves so that a result can be set beside a table of norms."""

from dataclasses import dataclass
from typing import Literal

Sex = Literal["female", "male"]
SEXES: tuple[Sex, ...] = ("female", "male")
AGES = (18, 110)  # no table is for children, and the program is not meant for them


@dataclass(frozen=True)
class Person:
    """Age in years and sex as the tables have it; None for what somebody does not tell."""

    age: int | None = None
    sex: Sex | None = None

    def __post_init__(self) -> None:
        youngest, oldest = AGES
        if self.age is not None and not youngest <= self.age <= oldest:
            raise ValueError(f"age must be from {youngest} to {oldest}, but got {self.age}.")
        if self.sex is not None and self.sex not in SEXES:
            raise ValueError(f"sex must be one of {SEXES}, but got {self.sex!r}.")

    @property
    def can_be_compared(self) -> bool:
        """Whether enough is known to look into a table."""
        return self.age is not None and self.sex is not None
