//! Messages as files: `{id}.eml` as it would have gone out, and beside it `{id}.json`, its card, from which the
//! list of messages is made. Both are written under another name first, so that nobody reads a half.

use std::path::{Path, PathBuf};

use async_trait::async_trait;
use base64::Engine as _;
use base64::engine::general_purpose::STANDARD;
use chrono::{DateTime, Utc};
use serde::{Deserialize, Serialize};

use super::message::Message;
use super::transport::{SendError, Transport};
use crate::kernel::error::{Context, Result};

/// Messages the list shows.
const MOST: usize = 200;

/// A message in the folder.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Kept {
    /// The name of its files.
    pub id: String,
    /// What it is about.
    pub key: String,
    /// When it was asked for.
    pub at: DateTime<Utc>,
    /// From whom.
    pub from: String,
    /// To whom.
    pub to: String,
    /// Subject.
    pub subject: String,
    /// Text.
    pub text: String,
    /// HTML with its pictures inside.
    pub html: String,
}

/// A folder of messages.
#[derive(Clone, Debug)]
pub struct Files {
    folder: PathBuf,
}

impl Files {
    /// In this folder, which is made with the first message.
    pub const fn new(folder: PathBuf) -> Self {
        Self { folder }
    }

    /// The newest messages, the newest first.
    pub async fn list(&self) -> Result<Vec<Kept>> {
        let mut entries = match tokio::fs::read_dir(&self.folder).await {
            Ok(entries) => entries,
            Err(error) if error.kind() == std::io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error).context("reading the folder of messages"),
        };
        let mut found = Vec::new();
        while let Some(entry) = entries
            .next_entry()
            .await
            .context("reading the folder of messages")?
        {
            let path = entry.path();
            if path.extension().is_some_and(|kind| kind == "json")
                && let Some(kept) = read(&path).await
            {
                found.push(kept);
            }
        }
        found.sort_by(|a, b| b.at.cmp(&a.at).then_with(|| a.key.cmp(&b.key)));
        found.truncate(MOST);
        Ok(found)
    }

    /// One message by its name.
    pub async fn get(&self, id: &str) -> Option<Kept> {
        // The name comes from an address: it must not lead out of the folder.
        let is_name = id.len() == 32 && id.bytes().all(|byte| byte.is_ascii_hexdigit());
        if !is_name {
            return None;
        }
        read(&self.folder.join(format!("{id}.json"))).await
    }

    async fn write(&self, name: &str, bytes: &[u8]) -> std::io::Result<()> {
        let path = self.folder.join(name);
        let part = self.folder.join(format!("{name}.{}.part", std::process::id()));
        tokio::fs::write(&part, bytes).await?;
        tokio::fs::rename(&part, &path).await
    }

    async fn keep(&self, message: &Message) -> Result<(), SendError> {
        let away = |error: std::io::Error| SendError::Later(format!("writing a message to a file: {error}"));
        let mut folder = tokio::fs::DirBuilder::new();
        folder.recursive(true);
        // Messages hold links that open accounts and orders.
        #[cfg(unix)]
        folder.mode(0o700);
        folder.create(&self.folder).await.map_err(away)?;
        let id = message.id();
        let mime = message.mime()?.formatted();
        self.write(&format!("{id}.eml"), &mime).await.map_err(away)?;
        let card = serde_json::to_vec_pretty(&kept(message, id.clone()))
            .map_err(|error| SendError::Never(format!("a message that is no JSON: {error}")))?;
        self.write(&format!("{id}.json"), &card).await.map_err(away)
    }
}

fn kept(message: &Message, id: String) -> Kept {
    let mut html = message.html.clone();
    for picture in &message.pictures {
        let data = format!("data:image/png;base64,{}", STANDARD.encode(&picture.png));
        html = html.replace(&format!("cid:{}", picture.name), &data);
    }
    Kept {
        id,
        key: message.key.clone(),
        at: message.at,
        from: message.from.clone(),
        to: message.to.clone(),
        subject: message.subject.clone(),
        text: message.text.clone(),
        html,
    }
}

/// A card, or nothing when it is none.
async fn read(path: &Path) -> Option<Kept> {
    let bytes = tokio::fs::read(path).await.ok()?;
    serde_json::from_slice(&bytes).ok()
}

#[async_trait]
impl Transport for Files {
    async fn send(&self, message: &Message) -> Result<(), SendError> {
        self.keep(message).await
    }

    fn files(&self) -> Option<&Files> {
        Some(self)
    }
}

#[cfg(test)]
mod tests {
    use super::super::message::tests::sample;
    use super::*;

    #[tokio::test]
    async fn messages_are_kept_once_and_found_newest_first() {
        let folder = tempfile::tempdir().unwrap();
        let files = Files::new(folder.path().join("mail"));
        assert!(files.list().await.unwrap().is_empty());
        let first = sample();
        let mut second = sample();
        second.key = "order_paid:3".to_owned();
        second.at += chrono::TimeDelta::minutes(1);
        for message in [&first, &second, &first] {
            files.send(message).await.unwrap();
        }
        let keys: Vec<String> = files
            .list()
            .await
            .unwrap()
            .into_iter()
            .map(|kept| kept.key)
            .collect();
        assert_eq!(keys, ["order_paid:3", "order_placed:12"]);
        let kept = files.get(&first.id()).await.unwrap();
        assert!(kept.html.contains("data:image/png;base64,AQID"), "{}", kept.html);
        assert_eq!(kept.text, first.text);
        let names: Vec<String> = std::fs::read_dir(folder.path().join("mail"))
            .unwrap()
            .map(|entry| entry.unwrap().file_name().into_string().unwrap())
            .collect();
        assert_eq!(names.len(), 4, "{names:?}");
        for bad in ["../../etc/passwd", "", "%2e%2e", &"z".repeat(32)] {
            assert!(files.get(bad).await.is_none(), "{bad}");
        }
    }
}
