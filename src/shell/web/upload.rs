//! A form that carries files. Its body is not read before the handler has looked who sends it, and then within
//! limits and into memory: what is too much or of no use never reaches a disk. What the sender calls a file is
//! not kept.

use std::future::{Ready, ready};
use std::time::Duration;

use actix_multipart::{Field, Multipart, MultipartError};
use actix_web::dev::Payload;
use actix_web::error::PayloadError;
use actix_web::http::header::{self, HeaderMap, HeaderValue};
use actix_web::web::Bytes;
use actix_web::{FromRequest, HttpRequest};
use futures_util::{Stream, StreamExt as _, TryStreamExt as _};

use super::failure::Failure;
use super::form::{Form, clean};

/// Bytes of all that is typed, as in a form without files.
const MOST_TEXT: usize = 64 * 1024;
/// Bytes of what stands between the parts: boundaries, and names of files that may be long.
const MOST_BETWEEN: usize = 64 * 1024;
/// Parts a form may have.
const MOST_PARTS: usize = 100;
/// How long a sender may say nothing.
const SILENCE: Duration = Duration::from_secs(30);

/// How much a handler takes.
#[derive(Clone, Copy, Debug)]
pub struct UploadLimits {
    /// Files.
    pub files: usize,
    /// Bytes of each.
    pub file_bytes: usize,
}

impl UploadLimits {
    /// Bytes of the whole body. More is refused at once, by its declared length or as soon as it has come.
    fn total(self) -> usize {
        self.files
            .saturating_mul(self.file_bytes)
            .saturating_add(MOST_TEXT + MOST_BETWEEN)
    }
}

/// A form that may carry files, not read yet. Only `multipart/form-data` and what a form without files is sent
/// as are taken; anything else is refused as another site's.
pub struct Upload {
    kind: Kind,
    content_type: HeaderValue,
    length: Option<usize>,
    payload: Payload,
}

#[derive(Clone, Copy)]
enum Kind {
    Parts,
    Plain,
}

/// What came.
#[derive(Debug, Default)]
pub struct Uploads {
    /// Everything but the files, read like any other form.
    pub form: Form,
    /// The files, in the order they came.
    pub files: Vec<UploadedFile>,
    /// Whether more files came than are taken; those beyond were thrown away.
    pub too_many: bool,
}

/// A file that came.
#[derive(Debug)]
pub struct UploadedFile {
    /// The field it was chosen in.
    pub field: String,
    /// How many bytes it had.
    pub size: usize,
    /// They; `None` when they were more than a file may have.
    pub bytes: Option<Bytes>,
}

impl FromRequest for Upload {
    type Error = Failure;
    type Future = Ready<Result<Self, Failure>>;

    fn from_request(request: &HttpRequest, payload: &mut Payload) -> Self::Future {
        let headers = request.headers();
        let Some((content_type, kind)) = headers.get(header::CONTENT_TYPE).and_then(|value| {
            let kind = Kind::of(value)?;
            Some((value.clone(), kind))
        }) else {
            return ready(Err(Failure::Forbidden));
        };
        let length = headers
            .get(header::CONTENT_LENGTH)
            .and_then(|length| length.to_str().ok())
            .and_then(|length| length.parse().ok());
        ready(Ok(Self {
            kind,
            content_type,
            length,
            payload: payload.take(),
        }))
    }
}

impl Kind {
    fn of(content_type: &HeaderValue) -> Option<Self> {
        let essence = content_type.to_str().ok()?.split(';').next()?.trim();
        if essence.eq_ignore_ascii_case("multipart/form-data") {
            Some(Self::Parts)
        } else if essence.eq_ignore_ascii_case("application/x-www-form-urlencoded") {
            Some(Self::Plain)
        } else {
            None
        }
    }
}

impl Upload {
    /// Reads the body, after the sender was found to be somebody who may send it. A file that is too long by
    /// itself is told of in [`UploadedFile`], so that the form can be shown again with words beside the field;
    /// a body that is too long as a whole is refused.
    pub async fn read(self, limits: UploadLimits) -> Result<Uploads, Failure> {
        let most = match self.kind {
            Kind::Parts => limits.total(),
            Kind::Plain => MOST_TEXT,
        };
        if self.length.is_some_and(|length| length > most) {
            return Err(Failure::TooLarge);
        }
        // A length need not be declared, so what comes is counted too.
        let mut came = 0_usize;
        let counted = move |chunk: Result<Bytes, PayloadError>| -> Result<Bytes, PayloadError> {
            let bytes = chunk?;
            came = came.saturating_add(bytes.len());
            if came > most {
                return Err(PayloadError::Overflow);
            }
            Ok(bytes)
        };
        let body = self.payload.map(counted);
        match self.kind {
            Kind::Parts => {
                let mut headers = HeaderMap::new();
                headers.insert(header::CONTENT_TYPE, self.content_type);
                parts(Multipart::new(&headers, body), limits).await
            }
            Kind::Plain => plain(body).await,
        }
    }
}

/// A form without files.
async fn plain(body: impl Stream<Item = Result<Bytes, PayloadError>>) -> Result<Uploads, Failure> {
    let mut body = std::pin::pin!(body);
    let mut bytes = Vec::new();
    while let Some(chunk) = soon(body.try_next()).await?.map_err(|error| unread(&error))? {
        bytes.extend_from_slice(&chunk);
    }
    Ok(Uploads {
        form: Form::from_urlencoded(&bytes),
        ..Uploads::default()
    })
}

/// A form whose fields come one after the other, each with its own headers.
async fn parts(mut body: Multipart, limits: UploadLimits) -> Result<Uploads, Failure> {
    let mut pairs = Vec::new();
    let mut uploads = Uploads::default();
    let (mut count, mut typed) = (0, 0);
    while let Some(mut part) = soon(body.try_next()).await?.map_err(|error| misread(&error))? {
        count += 1;
        if count > MOST_PARTS {
            return Err(Failure::TooLarge);
        }
        let field = clean(part.name().unwrap_or_default());
        let Some(chosen) = chosen(&part) else {
            let (bytes, size) = whole(&mut part, MOST_TEXT - typed).await?;
            let bytes = bytes.ok_or(Failure::TooLarge)?;
            typed += size;
            pairs.push((field, clean(&String::from_utf8_lossy(&bytes))));
            continue;
        };
        let more = uploads.files.len() < limits.files;
        let (bytes, size) = whole(&mut part, if more { limits.file_bytes } else { 0 }).await?;
        if !chosen && size == 0 {
            // So browsers send a field in which no file was chosen.
            continue;
        }
        if more {
            uploads.files.push(UploadedFile { field, size, bytes });
        } else {
            uploads.too_many = true;
        }
    }
    uploads.form = Form::from_pairs(pairs);
    Ok(uploads)
}

/// Whether a part that is a file has a name, and so was chosen; `None` for what was typed.
fn chosen(part: &Field) -> Option<bool> {
    let disposition = part.content_disposition()?;
    if disposition.get_filename_ext().is_some() {
        return Some(true);
    }
    disposition.get_filename().map(|name| !name.is_empty())
}

/// Reads a part to its end and says how long it was. What is longer than `most` is read past and not kept.
async fn whole(part: &mut Field, most: usize) -> Result<(Option<Bytes>, usize), Failure> {
    let mut kept: Vec<u8> = Vec::new();
    let mut size = 0_usize;
    while let Some(chunk) = soon(part.try_next()).await?.map_err(|error| misread(&error))? {
        size = size.saturating_add(chunk.len());
        if size > most {
            kept = Vec::new();
        } else {
            kept.extend_from_slice(&chunk);
        }
    }
    Ok(((size <= most).then(|| Bytes::from(kept)), size))
}

/// Waits for the sender, and not for ever: a body may come slowly, but it has to come.
async fn soon<T>(coming: impl Future<Output = T>) -> Result<T, Failure> {
    let come = tokio::time::timeout(SILENCE, coming).await;
    come.map_err(|_silent| Failure::Bad("body".to_owned()))
}

fn misread(error: &MultipartError) -> Failure {
    match error {
        MultipartError::Payload(error) => unread(error),
        _ => Failure::Bad("body".to_owned()),
    }
}

fn unread(error: &PayloadError) -> Failure {
    match error {
        PayloadError::Overflow => Failure::TooLarge,
        _ => Failure::Bad("body".to_owned()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    const LIMITS: UploadLimits = UploadLimits {
        files: 2,
        file_bytes: 1_000,
    };

    fn sent(content_type: &'static str, body: Vec<u8>) -> Upload {
        let content_type = HeaderValue::from_static(content_type);
        Upload {
            kind: Kind::of(&content_type).unwrap(),
            content_type,
            length: None,
            payload: Payload::from(body),
        }
    }

    /// A body of parts: the rest of a disposition, and the content.
    fn body(parts: &[(&str, &[u8])]) -> Vec<u8> {
        let mut body = Vec::new();
        for (disposition, content) in parts {
            body.extend_from_slice(b"--edge\r\nContent-Disposition: form-data; ");
            body.extend_from_slice(disposition.as_bytes());
            body.extend_from_slice(b"\r\n\r\n");
            body.extend_from_slice(content);
            body.extend_from_slice(b"\r\n");
        }
        body.extend_from_slice(b"--edge--\r\n");
        body
    }

    async fn read(parts: &[(&str, &[u8])]) -> Result<Uploads, Failure> {
        sent("multipart/form-data; boundary=edge", body(parts))
            .read(LIMITS)
            .await
    }

    #[tokio::test]
    async fn what_was_typed_and_what_was_chosen_come_apart() {
        let came = read(&[
            ("name=\"reason\"", "vo\u{31b}\u{303} ca\u{309}\r\nhai".as_bytes()),
            ("name=\"pictures\"; filename=\"\"", b""),
            ("name=\"pictures\"; filename=\"../../x\"", b"one"),
            ("name=\"pictures\"; filename=\"leer.jpg\"", b""),
        ])
        .await
        .unwrap();
        assert_eq!(came.form.get("reason"), "vỡ cả\nhai");
        assert!(came.form.get("pictures").is_empty() && !came.too_many);
        let files: Vec<(usize, Option<&[u8]>)> = came
            .files
            .iter()
            .map(|file| (file.size, file.bytes.as_deref()))
            .collect();
        assert_eq!(files, [(3, Some(b"one".as_slice())), (0, Some(b"".as_slice()))]);
        let plain = sent("application/x-www-form-urlencoded", b"reason=v%E1%BB%A1".to_vec());
        assert_eq!(plain.read(LIMITS).await.unwrap().form.get("reason"), "vỡ");
    }

    #[tokio::test]
    async fn too_much_is_told_of_or_refused() {
        let (long, file) = (vec![b'x'; 1_001], vec![b'y'; 1_000]);
        let came = read(&[
            ("name=\"p\"; filename=\"a\"", &long),
            ("name=\"p\"; filename=\"b\"", &file),
            ("name=\"p\"; filename=\"c\"", &file),
        ])
        .await
        .unwrap();
        assert!(came.too_many && came.files.len() == 2);
        assert!(came.files[0].bytes.is_none() && came.files[0].size == 1_001);
        assert_eq!(came.files[1].bytes.as_deref(), Some(file.as_slice()));
        let endless = vec![b'z'; LIMITS.total()];
        for parts in [
            [("name=\"p\"; filename=\"a\"", endless.as_slice())],
            [("name=\"reason\"", &endless[..=MOST_TEXT])],
        ] {
            assert!(matches!(read(&parts).await, Err(Failure::TooLarge)));
        }
        let many = vec![("name=\"x\"", b"1".as_slice()); MOST_PARTS + 1];
        assert!(matches!(read(&many).await, Err(Failure::TooLarge)));
        let mut declared = sent("multipart/form-data; boundary=edge", Vec::new());
        declared.length = Some(2 << 30);
        assert!(matches!(declared.read(LIMITS).await, Err(Failure::TooLarge)));
    }

    #[tokio::test]
    async fn what_is_no_form_is_refused() {
        for kind in [
            "text/plain",
            "application/json",
            "multipart/mixed; boundary=edge",
            "",
        ] {
            assert!(Kind::of(&HeaderValue::from_static(kind)).is_none(), "{kind}");
        }
        let whole = body(&[("name=\"a\"; filename=\"x\"", b"one")]);
        for end in 0..whole.len() - 4 {
            let cut = sent("multipart/form-data; boundary=edge", whole[..end].to_vec());
            assert!(
                matches!(cut.read(LIMITS).await, Err(Failure::Bad(_))),
                "cut at {end}"
            );
        }
        let bare = sent("multipart/form-data", whole.clone());
        assert!(matches!(bare.read(LIMITS).await, Err(Failure::Bad(_))));
        for disposition in ["filename=\"x\"", "name=\"a\"; filename=\"\0\""] {
            assert!(matches!(read(&[(disposition, b"1")]).await, Err(Failure::Bad(_))));
        }
    }
}
