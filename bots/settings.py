"""All settings, read once from the environment (DORFBOTE_*). Nothing else reads the environment."""

from __future__ import annotations

from datetime import time, timedelta
from pathlib import Path

from pydantic import Field, SecretStr, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from domain.county import CountyRules
from domain.ordering.schedule import ScheduleRules
from domain.tours.rules import TourRules


class Settings(BaseSettings):
    """One frozen object. Every setting is described in docs/settings.md; a test compares the two."""

    model_config = SettingsConfigDict(env_prefix="DORFBOTE_", frozen=True, extra="ignore")

    host: str = Field("127.0.0.1", description="address the service listens on")
    port: int = Field(8080, ge=0, le=65535, description="port of pages and REST; taken: the next free one in demo mode")
    data_dir: Path = Field(Path("var"), description="folder of database, keys, journals and caches")
    database_url: str | None = Field(
        None, description="SQLAlchemy address; unset: SQLite in the data folder (postgresql+psycopg://… for a county)"
    )
    broker_url: str | None = Field(
        None, description="MQTT broker; unset or auto: a Mosquitto of its own, else the embedded one"
    )
    public_url: str | None = Field(None, description="address under which people reach the pages (behind a proxy)")
    stations_elsewhere: str | None = Field(
        None, description="pick-up points the demo does not simulate, because they are programs of their own (P1,P2)"
    )
    rest_token: SecretStr | None = Field(None, description="token of the REST interface outside demo mode")
    telegram_token: SecretStr | None = Field(None, description="token of the Telegram bot; unset: no Telegram")
    telegram_api_url: str = Field(
        "https://api.telegram.org", description="where the Bot API is (another one for a Bot API server of your own)"
    )
    telegram_webhook: bool = Field(
        False, description="Telegram calls `DORFBOTE_PUBLIC_URL` with every message instead of being asked for them"
    )
    rasa_url: str | None = Field(None, description="a Rasa server whose opinion counts where our parser is unsure")
    rasa_seconds: float = Field(0.8, gt=0, description="seconds after which its answer is not waited for")
    payments_url: str | None = Field(
        None, description="where the provider of payments is asked; unset: nothing is sold out of compartments"
    )
    payments_key: SecretStr | None = Field(None, description="our key to that provider")
    code_key: SecretStr | None = Field(
        None, description="key for stored codes (two, comma-separated, while rotating); unset: var/code.key"
    )
    burst_seconds: float = Field(1.5, ge=0, description="quiet time that ends a burst of messages")
    quiet_from: time = Field(time(19, 0), description="from when residents get no unasked messages")
    quiet_until: time = Field(time(8, 0), description="until when residents get no unasked messages")
    confirm_hours: float = Field(2.0, gt=0, description="hours a merchant has to answer a picking list")
    confirm_latest: time = Field(time(18, 0), description="latest time of day for that answer")
    operator_minutes: int = Field(30, ge=0, description="minutes before the deadline when the operator is called")
    open_seconds: int = Field(30, gt=0, description="seconds in which a remote opening must reach the station")
    tours_planned_at: time | None = Field(
        time(18, 0), description="when the tours of a day are planned, the evening before; none: no tours are driven"
    )
    tours_window_minutes: int = Field(90, ge=30, description="how wide the hours are that a resident is promised")
    tours_late_minutes: int = Field(20, gt=0, description="delay from which those who wait for a tour are told")
    tours_quiet_minutes: int = Field(45, gt=0, description="a stop that takes so much longer: its driver is asked")
    tours_answer_minutes: int = Field(15, gt=0, description="a driver who was asked and is silent: the office hears it")
    tours_search_seconds: float = Field(
        30, gt=0, description="how long the planner looks for better tours at most, each time"
    )
    parcel_days: int = Field(7, gt=0, description="days a parcel waits in its compartment")
    chat_log_days: int = Field(90, gt=0, description="days after which chat lines are deleted")
    device_log_days: int = Field(
        90, gt=0, description="days after which settled openings and station reports are deleted"
    )
    operator_name: str = Field("Smarte Nahversorgung Beispielkreis (Beispielbetreiber)", description="who runs it")
    phone: str = Field("05271 000 000", description="phone number of a human")
    phone_hours: str = Field("Montag bis Freitag von 8 bis 17 Uhr", description="when that phone is answered")
    log_level: str = Field("INFO", description="DEBUG, INFO, WARNING or ERROR")
    log_json: bool = Field(False, description="log as one JSON object a line")

    @field_validator("tours_planned_at", mode="before")
    @classmethod
    def _no_tours(cls, given: object) -> object:
        return None if given in {"", "none"} else given

    @model_validator(mode="after")
    def _payments_need_a_key(self) -> Settings:
        if (self.payments_url is None) != (self.payments_key is None):
            raise ValueError("DORFBOTE_PAYMENTS_URL and DORFBOTE_PAYMENTS_KEY go together")
        return self

    @model_validator(mode="after")
    def _webhook_needs_an_address(self) -> Settings:
        if self.telegram_webhook and self.public_url is None:
            raise ValueError("DORFBOTE_TELEGRAM_WEBHOOK needs DORFBOTE_PUBLIC_URL")
        return self

    def database(self) -> str:
        """The address of the database."""
        return self.database_url or f"sqlite:///{self.data_dir / 'dorfbote.db'}"

    def broker(self) -> str | None:
        """The address of an external broker, or None for one of our own."""
        return None if self.broker_url in {None, "", "auto"} else self.broker_url

    def is_simulated(self, station_id: str) -> bool:
        """Whether the demo plays this pick-up point itself."""
        elsewhere = {name.strip().upper() for name in (self.stations_elsewhere or "").split(",")}
        return station_id.upper() not in elsewhere

    def county_rules(self, *, simulated_payments: bool = False) -> CountyRules:
        """What the county has set for itself."""
        return CountyRules(
            schedule=ScheduleRules(
                confirm_within=timedelta(hours=self.confirm_hours),
                confirm_latest=self.confirm_latest,
                operator_before=timedelta(minutes=self.operator_minutes),
            ),
            tours=TourRules(
                planned_at=self.tours_planned_at,
                window=timedelta(minutes=self.tours_window_minutes),
                late_after=timedelta(minutes=self.tours_late_minutes),
                quiet_after=timedelta(minutes=self.tours_quiet_minutes),
                answer_within=timedelta(minutes=self.tours_answer_minutes),
                search=timedelta(seconds=self.tours_search_seconds),
            ),
            day_begins=self.quiet_until,
            day_ends=self.quiet_from,
            open_timeout=timedelta(seconds=self.open_seconds),
            parcel_stay=timedelta(days=self.parcel_days),
            chat_log_days=self.chat_log_days,
            device_log_days=self.device_log_days,
            sells=simulated_payments or self.payments_url is not None,
        )


def in_words(wrong: ValueError) -> list[str]:
    """What is wrong with the settings, one sentence each: "DORFBOTE_PORT: Input should be a valid integer."."""
    assert isinstance(wrong, ValidationError)
    return [f"{_name(error['loc'])}: {error['msg']}." for error in wrong.errors(include_input=False)]


def _name(place: tuple[int | str, ...]) -> str:
    return f"DORFBOTE_{str(place[0]).upper()}" if place else "settings"
