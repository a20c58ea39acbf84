//! Messages kept in memory, for tests: they can be read, and the way out can be closed.

use std::sync::{Mutex, PoisonError};

use async_trait::async_trait;

use super::message::Message;
use super::transport::{SendError, Transport};

/// Keeps what is sent.
#[derive(Debug, Default)]
pub struct Memory {
    sent: Mutex<Vec<Message>>,
    trouble: Mutex<Option<SendError>>,
}

impl Memory {
    /// Everything that was sent, in order.
    pub fn sent(&self) -> Vec<Message> {
        self.sent.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Fails from now on in this way, or no more.
    pub fn fail(&self, trouble: Option<SendError>) {
        *self.trouble.lock().unwrap_or_else(PoisonError::into_inner) = trouble;
    }
}

#[async_trait]
impl Transport for Memory {
    async fn send(&self, message: &Message) -> Result<(), SendError> {
        let trouble = self
            .trouble
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .clone();
        if let Some(trouble) = trouble {
            return Err(trouble);
        }
        message.mime()?;
        self.sent
            .lock()
            .unwrap_or_else(PoisonError::into_inner)
            .push(message.clone());
        Ok(())
    }
}
