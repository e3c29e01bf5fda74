//! Forms on paper: which there are, what stands in them, in the books' words.
//!
//! A new form is one file here and its two lines in this one: the
//! module and the entry in [`FORMS`].

mod activity_page;
pub(crate) mod catalogue;
pub(crate) mod commands;
mod contact_booklet;
mod deputy_form;
mod dossier_form;
mod dossier_public;
mod figure_numbers;
mod figures_form;
#[cfg(test)]
mod filled;
mod followup_book;
mod form;
mod handling_summary;
mod handover;
pub(crate) mod inspection_cover;
mod inspection_form;
pub(crate) mod inspection_set;
mod letter_paper;
mod letters;
mod matter_papers;
mod minutes;
mod month_plan;
mod notice;
mod page;
mod people;
mod poster;
mod reception_today;
mod record_form;
mod record_pages;
pub(crate) mod registers;
mod reply_letter;
mod roster_book;
mod sign_in;
mod slip_paper;
mod stick_guide;
mod structure_form;
mod summary_letter;

use form::Form;

/// Every form.
static FORMS: &[&Form] = &[
    &registers::FORM,
    &roster_book::FORM,
    &deputy_form::FORM,
    &structure_form::FORM,
    &figures_form::FORM,
    &summary_letter::FORM,
    &figure_numbers::FORM,
    &dossier_form::FORM,
    &dossier_public::FORM,
    &sign_in::FORM,
    &poster::FORM,
    &notice::FORM,
    &activity_page::FORM,
    &activity_page::COUNCIL_FORM,
    &minutes::PRESIDIUM,
    &minutes::CONGRESS_FILE,
    &month_plan::FORM,
    &contact_booklet::FORM,
    &handling_summary::FORM,
    &followup_book::OPINIONS,
    &followup_book::SUGGESTIONS,
    &reception_today::FORM,
    &inspection_form::FORM,
    &handover::FORM,
    &stick_guide::FORM,
    &matter_papers::SUGGESTION_PAPER,
    &slip_paper::SUGGESTION_SLIPS,
    &slip_paper::OPINION_SLIPS,
    &matter_papers::ASSIGNMENT,
    &matter_papers::OPINION_ASSIGNMENT,
    &reply_letter::FORM,
    &matter_papers::FEEDBACK,
    &matter_papers::URGING,
    &matter_papers::OPINION_URGING,
    &matter_papers::CLOSING,
    &matter_papers::OPINION_CLOSING,
    &record_form::FORM,
];
