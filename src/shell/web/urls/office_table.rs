//! Every address of the operator's office.

/// (key, Vietnamese, English) below `/quan-tri` and `/en/office`. What stands in braces is filled in order.
pub(super) const OFFICE: &[(&str, &str, &str)] = &[
    ("home", "", ""),
    ("audit", "nhat-ky", "audit"),
    ("audit_csv", "nhat-ky/bang.csv", "audit/table.csv"),
    ("jobs", "viec-nen", "jobs"),
    ("job_act", "viec-nen/viec", "jobs/job"),
    ("mail_act", "viec-nen/thu", "jobs/mail"),
    ("health", "suc-khoe", "health"),
    ("hide", "an-hien", "visibility"),
    ("dossier", "an-hien/ho-so", "visibility/dossier"),
    ("complaints", "khieu-nai", "complaints"),
    ("complaint", "khieu-nai/{number}", "complaints/{number}"),
    ("changes", "thay-doi", "changes"),
    ("change", "thay-doi/san-pham/{id}", "changes/listings/{id}"),
    ("story_change", "thay-doi/cau-chuyen/{id}", "changes/stories/{id}"),
    ("applications", "ho-so", "applications"),
    ("application", "ho-so/{id}", "applications/{id}"),
    ("application_take", "ho-so/{id}/xem", "applications/{id}/take"),
    (
        "application_ticks",
        "ho-so/{id}/danh-dau",
        "applications/{id}/ticks",
    ),
    (
        "application_decision",
        "ho-so/{id}/quyet-dinh",
        "applications/{id}/decision",
    ),
    (
        "application_paper",
        "ho-so/{id}/giay-to/{paper}",
        "applications/{id}/papers/{paper}",
    ),
    ("requirements", "yeu-cau", "requirements"),
    ("requirement", "yeu-cau/{id}", "requirements/{id}"),
    ("producers", "nha-san-xuat", "producers"),
    ("producer", "nha-san-xuat/{id}", "producers/{id}"),
    (
        "producer_standing",
        "nha-san-xuat/{id}/trang-thai",
        "producers/{id}/standing",
    ),
];
