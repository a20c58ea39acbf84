//! Pictures of a draft: added, put into order, described, turned, taken out. They are public when the draft is.

use chrono::{DateTime, Utc};

use super::content::{MOST_PICTURES, Shot};
use super::drafts::{Draft, of_product, write};
use super::{Editor, Refusal};
use crate::gallery::{self, Made};
use foundation::kernel::db::{Db, retried, write_txn};
use foundation::kernel::error::Answer;

/// What is done to one picture.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Move {
    /// A place forward.
    Up(i64),
    /// A place back.
    Down(i64),
    /// Out of the listing.
    Out(i64),
}

/// Adds pictures at the end of the open draft; one that is there already is not added again. Their files are kept
/// before.
pub async fn attach(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    product: i64,
    pictures: &[Made],
) -> Answer<(), Refusal> {
    retried(|| attach_once(db, now, editor, product, pictures)).await
}

async fn attach_once(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    product: i64,
    pictures: &[Made],
) -> Answer<(), Refusal> {
    let txn = write_txn(db).await?;
    let Some(mut draft) = of_product(&txn, editor.producer, product).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    for made in pictures {
        let media_id = gallery::keep(&txn, now, made).await?;
        if !draft
            .content
            .pictures
            .iter()
            .any(|shot| shot.media_id == media_id)
        {
            draft.content.pictures.push(Shot {
                media_id,
                alt_vi: String::new(),
                alt_en: String::new(),
            });
        }
    }
    if draft.content.pictures.len() > MOST_PICTURES {
        return Ok(Err(Refusal::TooMany));
    }
    if !write(&txn, now, editor, (draft.id, draft.revision), &draft.content).await? {
        return Ok(Err(Refusal::Stale));
    }
    txn.commit().await?;
    Ok(Ok(()))
}

/// Writes the words of the pictures of a draft as it was seen, given as (picture, Vietnamese, English), and moves
/// one of them. Words for a picture that is not there are not kept.
pub async fn rearrange(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, seen): (i64, i64),
    words: &[(i64, String, String)],
    step: Option<Move>,
) -> Answer<Draft, Refusal> {
    retried(|| rearrange_once(db, now, editor, (product, seen), words, step)).await
}

async fn rearrange_once(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, seen): (i64, i64),
    words: &[(i64, String, String)],
    step: Option<Move>,
) -> Answer<Draft, Refusal> {
    let txn = write_txn(db).await?;
    let Some(mut draft) = of_product(&txn, editor.producer, product).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    let shots = &mut draft.content.pictures;
    for (media_id, alt_vi, alt_en) in words {
        if let Some(shot) = shots.iter_mut().find(|shot| shot.media_id == *media_id) {
            alt_vi.clone_into(&mut shot.alt_vi);
            alt_en.clone_into(&mut shot.alt_en);
        }
    }
    if let Some(step) = step
        && !moved(shots, step)
    {
        return Ok(Err(Refusal::Unknown));
    }
    if !write(&txn, now, editor, (draft.id, seen), &draft.content).await? {
        return Ok(Err(Refusal::Stale));
    }
    if let Some(Move::Out(media_id)) = step {
        gallery::forget_later(&txn, now, &[media_id]).await?;
    }
    let draft = of_product(&txn, editor.producer, product).await?;
    txn.commit().await?;
    Ok(draft.ok_or(Refusal::Unknown))
}

/// Moves a picture; `false` when it is not there. The first stays the first.
fn moved(shots: &mut Vec<Shot>, step: Move) -> bool {
    let (Move::Up(id) | Move::Down(id) | Move::Out(id)) = step;
    let Some(at) = shots.iter().position(|shot| shot.media_id == id) else {
        return false;
    };
    match step {
        Move::Up(_) if at > 0 => shots.swap(at, at - 1),
        Move::Down(_) if at + 1 < shots.len() => shots.swap(at, at + 1),
        Move::Out(_) => {
            shots.remove(at);
        }
        Move::Up(_) | Move::Down(_) => {}
    }
    true
}

/// Puts another picture into the place of one, with its words: the same view, turned. Its files are kept before.
pub async fn swap(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, media): (i64, i64),
    made: &Made,
) -> Answer<(), Refusal> {
    retried(|| swap_once(db, now, editor, (product, media), made)).await
}

async fn swap_once(
    db: &Db,
    now: DateTime<Utc>,
    editor: Editor<'_>,
    (product, media): (i64, i64),
    made: &Made,
) -> Answer<(), Refusal> {
    let txn = write_txn(db).await?;
    let Some(mut draft) = of_product(&txn, editor.producer, product).await? else {
        return Ok(Err(Refusal::Unknown));
    };
    let media_id = gallery::keep(&txn, now, made).await?;
    let shots = &mut draft.content.pictures;
    let Some(at) = shots.iter().position(|shot| shot.media_id == media) else {
        return Ok(Err(Refusal::Unknown));
    };
    if media_id != media && shots.iter().any(|shot| shot.media_id == media_id) {
        // The turned one is among them already.
        shots.remove(at);
    } else if let Some(shot) = shots.get_mut(at) {
        shot.media_id = media_id;
    }
    if !write(&txn, now, editor, (draft.id, draft.revision), &draft.content).await? {
        return Ok(Err(Refusal::Stale));
    }
    if media_id != media {
        gallery::forget_later(&txn, now, &[media]).await?;
    }
    txn.commit().await?;
    Ok(Ok(()))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shots() -> Vec<Shot> {
        (1..=3)
            .map(|media_id| Shot {
                media_id,
                alt_vi: String::new(),
                alt_en: String::new(),
            })
            .collect()
    }

    #[test]
    fn pictures_move_within_their_list() {
        for (step, order) in [
            (Move::Up(3), vec![1, 3, 2]),
            (Move::Up(1), vec![1, 2, 3]),
            (Move::Down(3), vec![1, 2, 3]),
            (Move::Down(1), vec![2, 1, 3]),
            (Move::Out(2), vec![1, 3]),
        ] {
            let mut list = shots();
            assert!(moved(&mut list, step));
            let ids: Vec<i64> = list.iter().map(|shot| shot.media_id).collect();
            assert_eq!(ids, order, "{step:?}");
        }
        assert!(!moved(&mut shots(), Move::Out(9)));
    }
}
