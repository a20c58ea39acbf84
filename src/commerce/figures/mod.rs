//! Figures for producers: what they sold, by month, product and channel, and how often their products were looked at
//! and put into carts. Nothing here knows who looked or bought.

mod period;
mod rows;
mod sales;
mod tally;

pub use period::{MOST_MONTHS, Month, Period, PeriodRefusal};
pub use rows::is_sold;
pub use sales::{ChannelFigures, Figures, Line, MonthFigures, ProductFigures, Totals, of_producer};
pub use tally::{Counter, Tally, flush, forget, put_into_cart};
