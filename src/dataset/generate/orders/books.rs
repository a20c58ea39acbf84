//! The books of synthetic orders: timeline, payment, receipt and ledger.

use chrono::{DateTime, Utc};
use entity::{
    Custody, LedgerAccount, OrderStatus, PaymentMethod, PaymentStatus, Vnd, ledger_entry, order_event,
    payment, payment_part, receipt,
};

use super::life::{Batch, End, take};

impl Batch<'_> {
    /// What happened to an order, in order.
    pub(super) fn timeline(
        &mut self,
        order_id: i64,
        method: PaymentMethod,
        end: End,
        [placed, confirmed, ended]: [DateTime<Utc>; 3],
    ) {
        let waits = if method == PaymentMethod::Cod {
            OrderStatus::AwaitingConfirmation
        } else {
            OrderStatus::AwaitingPayment
        };
        let mut tell = |kind: &str, from: Option<OrderStatus>, to: OrderStatus, at| {
            self.events.push(order_event::Model {
                id: take(&mut self.next.event),
                order_id,
                kind: kind.to_owned(),
                from_status: from.map(|status| status.word().to_owned()),
                to_status: Some(to.word().to_owned()),
                actor: "generate".to_owned(),
                note: None,
                at,
            });
        };
        tell("placed", None, waits, placed);
        if end == End::Cancelled {
            tell("cancelled", Some(waits), OrderStatus::Cancelled, ended);
            return;
        }
        tell("confirmed", Some(waits), OrderStatus::Confirmed, confirmed);
        match end {
            End::Cancelled | End::Confirmed => {}
            End::Packed => tell("packed", Some(OrderStatus::Confirmed), OrderStatus::Packed, ended),
            End::Shipped => tell(
                "shipped",
                Some(OrderStatus::Confirmed),
                OrderStatus::Shipped,
                ended,
            ),
            End::Delivered | End::Refused => {
                tell(
                    "shipped",
                    Some(OrderStatus::Confirmed),
                    OrderStatus::Shipped,
                    confirmed,
                );
                let (kind, to) = if end == End::Delivered {
                    ("delivered", OrderStatus::Delivered)
                } else {
                    ("refused", OrderStatus::Refused)
                };
                tell(kind, Some(OrderStatus::Shipped), to, ended);
            }
        }
    }

    /// The payment with what came in, and the ledger's lines of it.
    pub(super) fn money(
        &mut self,
        (purchase_id, order_id, producer_id): (i64, i64, i64),
        (method, end): (PaymentMethod, End),
        reference: String,
        [total, commission, fee]: [i64; 3],
        [placed, confirmed, ended]: [DateTime<Utc>; 3],
    ) {
        let cash = method == PaymentMethod::Cod;
        let (status, paid_at) = match end {
            End::Cancelled | End::Refused => (PaymentStatus::Cancelled, None),
            End::Delivered if cash => (PaymentStatus::Paid, Some(ended)),
            _ if cash => (PaymentStatus::Pending, None),
            _ => (PaymentStatus::Paid, Some(confirmed)),
        };
        let received = Vnd::new(if paid_at.is_some() { total } else { 0 });
        let id = take(&mut self.next.payment);
        self.payments.push(payment::Model {
            id,
            purchase_id,
            method,
            reference,
            provider_ref: None,
            provider_intent: None,
            redirect_url: None,
            bank_bin: None,
            bank_account: None,
            bank_holder: None,
            amount: Vnd::new(total),
            received,
            refunded: Vnd::ZERO,
            status,
            expires_at: None,
            created_at: placed,
            updated_at: paid_at.unwrap_or(ended),
        });
        self.parts.push(payment_part::Model {
            payment_id: id,
            order_id,
            amount: Vnd::new(total),
            received,
            refunded: Vnd::ZERO,
        });
        let Some(paid_at) = paid_at else {
            return;
        };
        let receipt_id = take(&mut self.next.receipt);
        self.receipts.push(receipt::Model {
            id: receipt_id,
            payment_id: id,
            source: if cash {
                format!("cod:{order_id}")
            } else {
                format!("generate:{order_id}")
            },
            amount: Vnd::new(total),
            at: paid_at,
        });
        let holder = if method == PaymentMethod::Card {
            Custody::Operator
        } else {
            Custody::Producer
        };
        let mut post = |account, amount: i64, custody, source: String, at| {
            if amount != 0 {
                self.ledger.push(ledger_entry::Model {
                    id: take(&mut self.next.ledger),
                    account,
                    producer_id,
                    order_id,
                    amount: Vnd::new(amount),
                    custody,
                    source,
                    payout_id: None,
                    at,
                });
            }
        };
        let settled = format!("settle:{order_id}");
        let operator = Custody::Operator;
        post(
            LedgerAccount::Producer,
            total,
            holder,
            format!("receipt:{receipt_id}"),
            paid_at,
        );
        post(
            LedgerAccount::Producer,
            -commission - fee,
            operator,
            settled.clone(),
            paid_at,
        );
        post(
            LedgerAccount::Commission,
            commission,
            operator,
            settled.clone(),
            paid_at,
        );
        post(LedgerAccount::Shipping, fee, operator, settled, paid_at);
        if end == End::Delivered {
            let delivered = format!("delivered:{order_id}");
            post(LedgerAccount::Shipping, -fee, operator, delivered.clone(), ended);
            post(LedgerAccount::Producer, fee, operator, delivered, ended);
        }
    }
}
