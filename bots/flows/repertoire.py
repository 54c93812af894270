"""All flows of the service. The folder is the table of contents of what the bot can do.

Add a flow to `FLOWS`; what no flow of a role answers gets one honest sentence at the end.
"""

from __future__ import annotations

from typing import Any

from bots.dialogue.flow import Flow, Repertoire
from bots.flows.absence import ABSENCE
from bots.flows.agenda import AGENDA
from bots.flows.appointment import APPOINTMENT
from bots.flows.assortment import ASSORTMENT
from bots.flows.back_in_use import BACK_IN_USE
from bots.flows.balance import BALANCE, EMPTIES_ODD, PAY_OUT
from bots.flows.bill import BILL, PAY
from bots.flows.book_service import BOOK_SERVICE
from bots.flows.cancel_order import CANCEL_ORDER
from bots.flows.centre import CENTRE
from bots.flows.change_order import CHANGE_ORDER
from bots.flows.clear import CLEAR
from bots.flows.collect import CODE, OPEN_COMPARTMENT
from bots.flows.count_empties import COUNT_EMPTIES
from bots.flows.counter import COUNTER
from bots.flows.danger import DANGER
from bots.flows.deposit_rules import DEPOSIT_RULES
from bots.flows.dispatch import DISPATCH, UNDONE
from bots.flows.door_seen import DOOR_SEEN
from bots.flows.drop import DROP
from bots.flows.duties import IMPRINT, PRIVACY_NOTICE, SUBSCRIBE, UNSUBSCRIBE
from bots.flows.empties import EMPTIES
from bots.flows.empties_booked import EMPTIES_BOOKED
from bots.flows.empty_slot import EMPTY_SLOT
from bots.flows.fill import FILL
from bots.flows.help import HELP
from bots.flows.helping import END_HELP_FLOW, HELPER, INVITE_HELPER
from bots.flows.human import HUMAN
from bots.flows.labels import LABELS
from bots.flows.new_device import HAS_NEW_DEVICE, NEW_DEVICE
from bots.flows.not_yet import with_answers_to_the_rest
from bots.flows.operator_talk import END_TALK, OPERATOR_CASES, TAKE_CASE, TALK_LINE
from bots.flows.order import ORDER
from bots.flows.order_status import ORDER_STATUS
from bots.flows.out_of_scope import OUT_OF_SCOPE
from bots.flows.own_data import OWN_DATA
from bots.flows.parcel import PARCEL
from bots.flows.parked import PARKED
from bots.flows.picking_list import PICKING_LIST
from bots.flows.pickup_point import PICKUP_POINT
from bots.flows.problem import PROBLEM
from bots.flows.product_info import PRODUCT_INFO
from bots.flows.quiet_hours import QUIET_HOURS
from bots.flows.recall import RECALL, RECALL_TOLD
from bots.flows.refill import REFILL
from bots.flows.reorder import REORDER
from bots.flows.report_stock import REPORT_STOCK
from bots.flows.sale_desk import SALE_DESK, VENDING_BLOCK
from bots.flows.settings import SETTINGS
from bots.flows.sharing import SHARING, WHO_WRITES, WRITES_ALONE
from bots.flows.shelf import SHELF
from bots.flows.show_basket import SHOW_BASKET
from bots.flows.take_along import TAKE_ALONG
from bots.flows.tasks import TASKS
from bots.flows.tour import DRIVERS_WORK, TOUR
from bots.flows.vending import BOUGHT, VENDING
from bots.flows.welcome import GOODBYE, NOTHING_OPEN, SMALL_TALK, THANKS, WELCOME
from bots.flows.withdraw import WITHDRAW

FLOWS: tuple[Flow[Any], ...] = (
    # danger and rights
    DANGER,
    WITHDRAW,
    UNSUBSCRIBE,
    SUBSCRIBE,
    QUIET_HOURS,
    IMPRINT,
    PRIVACY_NOTICE,
    OWN_DATA,
    # manners and people
    WELCOME,
    GOODBYE,
    THANKS,
    SMALL_TALK,
    NOTHING_OPEN,
    HELP,
    HUMAN,
    HAS_NEW_DEVICE,
    SHARING,
    WHO_WRITES,
    WRITES_ALONE,
    NEW_DEVICE,
    ABSENCE,
    PROBLEM,
    # buying
    ORDER,
    SHOW_BASKET,
    ASSORTMENT,
    PRODUCT_INFO,
    REORDER,
    ORDER_STATUS,
    CHANGE_ORDER,
    CANCEL_ORDER,
    BILL,
    PAY,
    # services
    BOOK_SERVICE,
    APPOINTMENT,
    AGENDA,
    VENDING,
    BOUGHT,
    EMPTY_SLOT,
    # collecting
    CODE,
    OPEN_COMPARTMENT,
    DOOR_SEEN,
    PARCEL,
    HELPER,
    END_HELP_FLOW,
    INVITE_HELPER,
    PICKUP_POINT,
    SETTINGS,
    # empties
    EMPTIES,
    EMPTIES_BOOKED,
    EMPTIES_ODD,
    BALANCE,
    DEPOSIT_RULES,
    # merchants, centre, drivers, volunteers, operators
    COUNTER,
    PICKING_LIST,
    SHELF,
    PAY_OUT,
    FILL,
    DROP,
    TASKS,
    REFILL,
    REPORT_STOCK,
    CLEAR,
    LABELS,
    CENTRE,
    TOUR,
    DRIVERS_WORK,
    DISPATCH,
    UNDONE,
    COUNT_EMPTIES,
    TAKE_ALONG,
    BACK_IN_USE,
    PARKED,
    OPERATOR_CASES,
    TAKE_CASE,
    SALE_DESK,
    RECALL,
    RECALL_TOLD,
    VENDING_BLOCK,
    TALK_LINE,
    END_TALK,
    # what does not work (yet)
    OUT_OF_SCOPE,
)

REPERTOIRE = Repertoire(with_answers_to_the_rest(FLOWS))
